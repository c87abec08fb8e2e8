using System.Text.Json;
using EcrProvider.Aws.Identity;
using EcrProvider.Commands;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tests.Kubelet;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Commands;

/// <summary><c>cache show|clear|refresh</c>, and what node status says of it; new passwords themselves are tested on the published binary.</summary>
public sealed class PasswordsThatAreKept : IDisposable
{
    private const string Private = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Password = "never-shown";

    private readonly FakeNode node = new();

    public PasswordsThatAreKept()
    {
        node.Host.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        node.Host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA1";
        node.Host.Environment["AWS_SECRET_ACCESS_KEY"] = "s3cret";
        node.Host.Clock.AutoAdvanceAmount = TimeSpan.Zero;
    }

    private string Folder => Path.Join(node.Host.Root, TokenCache.Path);

    [Fact]
    public void Are_shown_without_the_password()
    {
        KubeletStarted(TimeSpan.FromHours(95));
        Keep("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", age: TimeSpan.FromHours(1));
        Keep(Private, age: TimeSpan.FromHours(7));
        Keep("public.ecr.aws", age: TimeSpan.FromHours(5.5));
        Keep("123456789012.dkr.ecr.eu-west-1.amazonaws.com", age: TimeSpan.FromHours(13));

        Assert.Equal(0, Run("cache", "show"));
        Snapshot.Matches("cache-show.txt", node.Host.Output);
        Assert.Equal(0, Run("cache", "show", "--output", "json"));
        string json = node.Host.Output[node.Host.Output.IndexOf('{', StringComparison.Ordinal)..];
        JsonDocument.Parse(json).Dispose();
        Snapshot.Matches("cache-show.json", json);
        Assert.DoesNotContain(Password, node.Host.Output + node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_none_and_reading_makes_no_folder()
    {
        Assert.Equal(0, Run("cache", "show"));
        Assert.Equal(0, Run("cache", "clear"));
        Assert.Equal(0, Run("cache", "refresh"));

        Assert.Equal(
            $"0 passwords in {TokenCache.Path}\n0 passwords deleted\nno password is kept; one is asked for by name: ecr-credential-provider cache refresh REGISTRY\n",
            node.Host.Output);
        Assert.Empty(node.Host.Error);
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Are_deleted_and_counted_whatever_is_in_them()
    {
        Keep(Private, TimeSpan.Zero);
        Keep("public.ecr.aws", TimeSpan.FromHours(7));
        File.WriteAllText(Path.Join(Folder, "garbage.token"), "{");
        File.WriteAllText(Path.Join(Folder, "half.token.7.tmp"), Password);
        File.WriteAllText(Path.Join(Folder, "held.lock"), "");
        string victim = Path.Join(node.Host.Root, "victim");
        File.WriteAllText(victim, "somebody else's");
        File.CreateSymbolicLink(Path.Join(Folder, "link.token"), victim);

        Assert.Equal(0, Run("cache", "clear"));
        Assert.Equal(0, Run("cache", "clear"));

        Assert.Equal("4 passwords deleted\n0 passwords deleted\n", node.Host.Output);
        Assert.Equal(["held.lock"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.Equal("somebody else's", File.ReadAllText(victim));
    }

    [Fact]
    public void Stay_when_ECR_gives_no_other()
    {
        Keep(Private, age: TimeSpan.FromHours(1));
        string before = Content();

        Assert.Equal(1, Run("cache", "refresh"));
        Assert.Equal(1, Run("cache", "refresh", Private));

        string[] lines = node.Host.Error.TrimEnd().Split('\n');
        Assert.Equal(2, lines.Length);
        Assert.All(lines, line => Assert.StartsWith($"ECR501 no new password for {Private} (ECR216 ", line, StringComparison.Ordinal));
        Assert.Equal(before, Content());
        Assert.Empty(node.Host.Output);
    }

    [Fact]
    public void Of_other_settings_are_not_asked_for_as_somebody_else()
    {
        Keep(Private, TimeSpan.Zero);
        node.Host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA2";
        string before = Content();

        Assert.Equal(1, Run("cache", "refresh"));

        Assert.StartsWith($"ECR506 the password for {Private} was given to access key AKIA1", node.Host.Error, StringComparison.Ordinal);
        Assert.Equal(before, Content());
    }

    [Theory]
    [InlineData("docker.io/library/nginx", "ECR550")]
    [InlineData("-", "ECR550")]
    public void Are_of_ECR_alone(string name, string id)
    {
        Assert.Equal(1, Run("cache", "refresh", name));

        Assert.StartsWith(id + " ", node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("clear")]
    [InlineData("refresh")]
    public void Are_roots(string verb)
    {
        Assert.Equal(1, CommandLine.Run(node.Context with { IsRoot = false }, ["cache", verb]));

        Assert.Equal(
            $"ECR502 ecr-credential-provider cache {verb} is about the node's passwords: type: sudo ecr-credential-provider cache {verb}\n", node.Host.Error);
    }

    [Theory]
    [InlineData("show")]
    [InlineData("clear")]
    [InlineData("refresh")]
    public void Are_neither_read_nor_deleted_through_a_link_or_in_a_folder_of_others(string verb)
    {
        Keep(Private, TimeSpan.Zero);
        string elsewhere = Path.Join(node.Host.Root, "elsewhere");
        Directory.Move(Folder, elsewhere);
        Directory.CreateSymbolicLink(Folder, elsewhere);
        string[] before = Directory.GetFiles(elsewhere);

        Assert.Equal(1, Run("cache", verb));

        Assert.StartsWith($"ECR503 no passwords are kept: ", node.Host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("us-west-2", node.Host.Output, StringComparison.Ordinal);
        Assert.Equal(before, Directory.GetFiles(elsewhere));
    }

    [Fact]
    public void Are_said_to_be_of_no_use_when_the_cache_is_off()
    {
        node.Host.Environment["ECR_TOKEN_CACHE"] = "off";

        Assert.Equal(0, Run("cache", "show"));

        Assert.Equal($"0 passwords in {TokenCache.Path}; none is used or kept (ECR_TOKEN_CACHE=off)\n", node.Host.Output);
    }

    [Fact]
    public void Are_in_node_status_by_their_last_end()
    {
        node.Start();
        Keep(Private, TimeSpan.FromHours(7));
        Keep("public.ecr.aws", TimeSpan.FromHours(1));
        string end = node.Host.Clock.GetUtcNow().AddHours(11).ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture);

        Run("node", "status");
        Run("node", "status", "--output", "json");

        Assert.Contains($"  password     kept, valid until {end}\n", node.Host.Output, StringComparison.Ordinal);
        Assert.Contains($"\"token_expiry\": \"{end}\"", node.Host.Output, StringComparison.Ordinal);
    }

    public void Dispose() => node.Dispose();

    private int Run(params string[] arguments) => CommandLine.Run(node.Context, arguments);

    private string Content() => File.ReadAllText(Assert.Single(Directory.GetFiles(Folder, "*.token")));

    private void Keep(string host, TimeSpan age)
    {
        ProviderSettings settings = ProviderSettings.Read(node.Context);
        Registry registry = Registry.OfImage(host)!;
        IdentitySource identity = IdentityChain.Choose(node.Context, settings, registry);
        using var cache = new TokenCache(node.Context, CacheKey.Of(node.Context, settings, registry, identity)!);
        cache.Store(new CachedToken(
            cache.Key, registry, "https://api.example", "access key AKIA1 (environment)", "AWS", new Secret(Password), node.Host.SinceBoot - age, TimeSpan.FromHours(12)));
    }

    private void KubeletStarted(TimeSpan sinceBoot)
    {
        string fields = string.Join(' ', Enumerable.Repeat("0", 18));
        node.Host.Write($"/proc/{node.Process}/stat", $"{node.Process} (kubelet) S 1 {fields[2..]} {(long)(sinceBoot.TotalSeconds * 100)} 0\n");
    }
}
