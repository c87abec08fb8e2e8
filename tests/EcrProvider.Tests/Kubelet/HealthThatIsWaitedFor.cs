using EcrProvider.Host;
using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>A kubelet that was just restarted: it answers, it dies, or it does neither for 40 s.</summary>
public sealed class HealthThatIsWaitedFor : IDisposable
{
    private readonly FakeNode node = new();

    [Fact]
    public void Comes_after_a_while() => Assert.True(Becomes(asked => asked == 3));

    [Fact]
    public void Does_not_come_of_a_process_that_lives_and_does_not_answer()
    {
        node.Host.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(15);

        Assert.False(Becomes(_ => false));
    }

    [Fact]
    public void Is_not_asked_for_once_forty_seconds_are_over()
    {
        node.Host.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(40);

        Assert.False(Becomes(_ => true));
    }

    [Fact]
    public void Is_not_that_of_another_process() =>
        Assert.False(Becomes(_ =>
        {
            node.Start();
            return true;
        }));

    [Fact]
    public void Is_none_without_a_process()
    {
        node.Stop();

        Assert.False(Becomes(_ => true));
    }

    public void Dispose() => node.Dispose();

    private bool Becomes(Func<int, bool> answers)
    {
        int asked = 0;
        HostContext host = node.Context with { IsWell = _ => answers(++asked) };
        return new KubeletHealth(host, new KubeletUnit(host, FakeNode.Unit)).Becomes();
    }
}
