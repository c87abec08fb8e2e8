using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>Which deaths of kubelet count against our flags; what follows from three of them is in <see cref="KubeletThatDiesLater"/>.</summary>
public class CountOfDeaths
{
    private static readonly CrashLoop First = new("f", Restarts: 4, TimeSpan.FromHours(1), Deaths: 1, CrashLoop.Phases.Wired, Reason: "before");

    [Theory]
    [InlineData(89.999, 2)]
    [InlineData(90, 0)]
    public void Is_of_those_within_ninety_seconds_of_the_start(double seconds, int deaths) =>
        Assert.Equal(deaths, First.Next(Start(seconds), byItself: true, () => "E0101 boom").Deaths);

    [Theory]
    [InlineData("E0101 failed to load Kubelet config file /var/lib/kubelet/config.yaml")]
    [InlineData("E0101 unable to load bootstrap kubeconfig")]
    [InlineData("E0101 Validate service connection: CRI v1 runtime API is not implemented")]
    [InlineData("E0101 dial unix /run/containerd/containerd.sock: connect: no such file")]
    [InlineData("E0101 dial unix /var/run/crio/crio.sock: connect: no such file")]
    [InlineData("E0101 running with swap on is not supported")]
    public void Is_of_none_that_our_flags_have_no_part_in(string lastWords)
    {
        CrashLoop next = First.Next(Start(10), byItself: true, () => lastWords);

        Assert.Equal(First with { Restarts = 5, Start = Start(10).Start }, next);
    }

    [Fact]
    public void Is_kept_when_a_signal_ended_it_and_begun_again_when_somebody_restarted_it()
    {
        Assert.Equal(1, First.Next(Start(10), byItself: false, NotAsked).Deaths);
        Assert.Equal(0, First.Next(Start(10) with { Restarts = 4 }, byItself: true, NotAsked).Deaths);
        Assert.Equal(0, First.Next(Start(10) with { Fingerprint = "another" }, byItself: true, NotAsked).Deaths);
    }

    [Fact]
    public void Ends_in_a_trial_with_the_third_and_the_trial_with_a_verdict()
    {
        CrashLoop second = First.Next(Start(10), byItself: true, () => "E0101 boom");
        Assert.Equal((CrashLoop.Phases.Wired, "E0101 boom"), (second.Phase, second.Reason));

        CrashLoop trial = second.Next(Start(20) with { Restarts = 6 }, byItself: true, () => "E0101 again");
        Assert.Equal((3, true, "E0101 again"), (trial.Deaths, trial.IsTrial, trial.Reason));

        CrashLoop verdict = trial.Next(Start(30) with { Restarts = 7 }, byItself: true, NotAsked);
        Assert.Equal((CrashLoop.Phases.NotOurs, 3), (verdict.Phase, verdict.Deaths));
        Assert.Equal(CrashLoop.Phases.NotOurs, verdict.Next(Start(40) with { Restarts = 8 }, byItself: true, NotAsked).Phase);

        // Whoever lives long without our flags is still tried: the timer's next look decides.
        Assert.True(trial.Next(Start(1000) with { Restarts = 7 }, byItself: true, NotAsked).IsTrial);
        Assert.True(trial.Next(Start(20 + 90) with { Restarts = 7 }, byItself: true, NotAsked).IsTrial);
        Assert.False(trial.Next(Start(20 + 89.999) with { Restarts = 7 }, byItself: true, NotAsked).IsTrial);
    }

    private static CrashLoop Start(double secondsLater) =>
        new("f", Restarts: 5, First.Start + TimeSpan.FromSeconds(secondsLater), Deaths: 0, CrashLoop.Phases.Wired, Reason: "");

    private static string NotAsked() => throw new InvalidOperationException("the journal is asked only when it matters");
}
