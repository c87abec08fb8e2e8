using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Tokens;
using Microsoft.Extensions.Time.Testing;
using Xunit;

namespace EcrProvider.Tests.Tokens;

/// <summary>When the node's own password does, when ECR is asked, and what is done when it gives none.</summary>
public sealed class TokensOfTheNode : IDisposable
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly Registry Registry = Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/app")!;
    private static readonly Message Unreachable = new("ECR210", "ECR cannot be reached", "see the route");
    private static readonly Message WithPassword = new("ECR210", "http://user:s3cret@127.0.0.1:9/ cannot be reached", "see http://user:s3cret@127.0.0.1:9/");
    private static readonly Message Denied = new("ECR202", "AWS denies it", "attach the policy");

    private readonly TestHost host = new();
    private readonly List<TimeSpan?> limits = [];

    [Fact]
    public void Serve_for_the_first_half_of_their_life()
    {
        Get();
        host.SinceBoot += (Life / 2) - Second;

        TokenAnswer answer = Get();

        Assert.Equal("password-1", answer.Token.Password.Reveal());
        Assert.Equal("role r", answer.Identity);
        Assert.Null(answer.Warning);
        Assert.Equal(host.Clock.GetUtcNow() + (Life / 2) + Second, answer.Token.ExpiresAt);
        Assert.Single(limits);
    }

    [Fact]
    public void Are_renewed_in_the_second_half_and_nobody_waits_long_for_that()
    {
        Get();
        host.SinceBoot += Life / 2;

        Assert.Equal("password-2", Get().Token.Password.Reveal());
        Assert.Equal("password-2", Get().Token.Password.Reveal());
        Assert.Equal([TimeSpan.FromSeconds(55), TimeSpan.FromSeconds(10)], limits);
    }

    [Fact]
    public void Serve_to_their_end_while_ECR_gives_no_other()
    {
        Get();
        host.SinceBoot += Life - Second;

        TokenAnswer answer = Get(Unreachable);

        Assert.Equal("password-1", answer.Token.Password.Reveal());
        Assert.Equal("ECR501", answer.Warning?.Id);
        Assert.Contains("ECR210 ECR cannot be reached", answer.Warning?.Text, StringComparison.Ordinal);
        Assert.Equal(Unreachable.Remedy, answer.Warning?.Remedy);
        Assert.Equal(host.Clock.GetUtcNow() + Second, answer.Token.ExpiresAt);
    }

    [Fact]
    public void Serve_no_longer_than_their_life()
    {
        Get();
        host.SinceBoot += Life;

        Assert.Equal("ECR210", Assert.Throws<ProviderException>(() => Get(Unreachable)).Line.Id);
    }

    [Fact]
    public void Are_deleted_when_AWS_denies_another()
    {
        Get();
        host.SinceBoot += Life / 2;

        Assert.Equal("ECR202", Assert.Throws<ProviderException>(() => Get(Denied)).Line.Id);
        Assert.Equal("ECR210", Assert.Throws<ProviderException>(() => Get(Unreachable)).Line.Id);
    }

    [Fact]
    public void Of_before_the_kubelets_start_only_serve_when_ECR_gives_no_other()
    {
        Get();
        host.SinceBoot += Second;
        host.KubeletStart = host.SinceBoot;

        Assert.Equal("ECR501", Get(Unreachable).Warning?.Id);
        Assert.Equal("password-3", Get().Token.Password.Reveal());
        Assert.Equal("password-3", Get().Token.Password.Reveal());
        Assert.Equal(3, limits.Count);
    }

    [Theory]
    [InlineData(1970)]
    [InlineData(2099)]
    public void Do_not_care_what_a_clock_is_set_to(int year)
    {
        Get();
        host.SinceBoot += Second;
        var jumped = new FakeTimeProvider(new DateTimeOffset(year, 1, 1, 0, 0, 0, TimeSpan.Zero));

        TokenAnswer answer = Get(context: host.Context with { Clock = jumped });

        Assert.Equal("password-1", answer.Token.Password.Reveal());
        Assert.Equal(jumped.GetUtcNow() + Life - Second, answer.Token.ExpiresAt);
    }

    [Fact]
    public void Of_another_boot_that_ran_longer_are_none()
    {
        Get();
        host.SinceBoot = TimeSpan.FromMinutes(1);

        Assert.Equal("ECR210", Assert.Throws<ProviderException>(() => Get(Unreachable)).Line.Id);
    }

    [Fact]
    public void Whose_end_AWS_does_not_say_are_not_kept()
    {
        Get(life: null);
        Get(life: null);

        Assert.Equal(2, limits.Count);
    }

    [Fact]
    public void Are_what_others_got_who_were_waited_for()
    {
        using var leader = new TokenCache(host.Context, "key");
        Assert.Equal((null, null), leader.Queue(notBefore: null));

        TokenAnswer answer = Get(context: WhileWaiting(() => leader.Store(new("key", Registry, "", "i", "AWS", new("the leader's"), host.SinceBoot, Life))));

        Assert.Equal("the leader's", answer.Token.Password.Reveal());
        Assert.Empty(limits);
    }

    [Fact]
    public void Fail_for_all_who_had_queued_before_the_failure_and_for_nobody_else()
    {
        using (var leader = new TokenCache(host.Context, "key"))
        {
            leader.Queue(notBefore: null);

            Message shared = Assert.Throws<ProviderException>(() => Get(context: WhileWaiting(() => leader.Fail(Denied)))).Line;

            Assert.Equal(Denied, shared);
            Assert.Empty(limits);
        }

        host.SinceBoot += Second;
        Assert.Equal("password-1", Get().Token.Password.Reveal());
    }

    [Fact]
    public void Are_asked_for_without_the_lock_when_its_holder_hangs()
    {
        using var leader = new TokenCache(host.Context, "key");
        leader.Queue(notBefore: null);

        TokenAnswer answer = Get(context: WhileWaiting(() => host.SinceBoot += TimeSpan.FromSeconds(10)));

        Assert.Equal("password-1", answer.Token.Password.Reveal());
        Assert.Equal(TimeSpan.FromMilliseconds(44_999), Assert.Single(limits));
    }

    [Fact]
    public void Are_not_waited_for_twice_by_the_program_that_another_became()
    {
        using var leader = new TokenCache(host.Context, "key");
        leader.Queue(notBefore: null);
        TimeSpan began = host.SinceBoot - TimeSpan.FromSeconds(10);

        Get(context: host.Context with { Started = () => began });

        Assert.Equal(TimeSpan.FromSeconds(45), Assert.Single(limits));
    }

    [Fact]
    public void Do_not_serve_when_AWS_denied_another_one_to_whoever_was_waited_for()
    {
        Get();
        host.SinceBoot += Life / 2;
        using var leader = new TokenCache(host.Context, "key");
        leader.Queue(notBefore: null);

        Assert.Equal(Denied, Assert.Throws<ProviderException>(() => Get(context: WhileWaiting(() => leader.Fail(Denied), reading: 5))).Line);
    }

    [Fact]
    public void Serve_when_ECR_could_not_be_reached_by_whoever_was_waited_for()
    {
        Get();
        host.SinceBoot += Life / 2;
        using var leader = new TokenCache(host.Context, "key");
        leader.Queue(notBefore: null);

        Assert.Equal("ECR501", Get(context: WhileWaiting(() => leader.Fail(Unreachable), reading: 5)).Warning?.Id);
        Assert.Single(limits);
    }

    [Fact]
    public void That_ended_while_ECR_was_asked_do_not_serve()
    {
        Get();
        host.SinceBoot += Life - Second;
        using var cache = new TokenCache(host.Context, "key");

        ProviderException refusal = Assert.Throws<ProviderException>(() => TokenSource.Cached(cache, host.Context, _ =>
        {
            host.SinceBoot += Second;
            throw new ProviderException(Unreachable);
        }, Registry));

        Assert.Equal(Unreachable, refusal.Line);
    }

    public void Dispose() => host.Dispose();

    [Fact]
    public void Fail_without_leaving_a_password_of_a_URL_in_a_file()
    {
        Assert.Throws<ProviderException>(() => Get(WithPassword));

        string[] files = [.. Directory.EnumerateFiles(Path.Join(host.Root, "run"), "*", SearchOption.AllDirectories).Select(File.ReadAllText)];
        Assert.Contains(files, text => text.Contains("cannot be reached", StringComparison.Ordinal));
        Assert.DoesNotContain(files, text => text.Contains("s3cret", StringComparison.Ordinal));
    }

    /// <summary>A process that gets to see <paramref name="happens"/> when it reads the clock in the queue, some time after it came.</summary>
    private HostContext WhileWaiting(Action happens, int reading = 3)
    {
        int readings = 0;
        return host.Context with
        {
            SinceBoot = () =>
            {
                // The first two are of its coming, since when it queues; when something is there, two more are of that.
                if (++readings == reading)
                {
                    host.SinceBoot += TimeSpan.FromMilliseconds(1);
                    happens();
                }

                return host.SinceBoot;
            },
        };
    }

    private TokenAnswer Get(Message? failure = null, HostContext? context = null) => Get(Life, failure, context);

    private TokenAnswer Get(TimeSpan? life, Message? failure = null, HostContext? context = null)
    {
        using var cache = new TokenCache(context ?? host.Context, "key");
        return TokenSource.Cached(cache, context ?? host.Context, limit =>
        {
            limits.Add(limit);
            return failure is null
                ? new(new("AWS", new Secret($"password-{limits.Count}"), host.Clock.GetUtcNow() + Life, life), "role r")
                : throw new ProviderException(failure);
        }, Registry);
    }
}
