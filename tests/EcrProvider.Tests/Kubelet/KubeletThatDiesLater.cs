using EcrProvider.Commands;
using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>Kubelet came up with our flags, and dies of them since something else was changed.</summary>
public sealed class KubeletThatDiesLater : IDisposable
{
    private readonly FakeNode node = new();

    public KubeletThatDiesLater()
    {
        Run("node", "setup");
        Assert.True(node.CarriesOurFlags);
        node.JournalText = "E1125 kuberuntime_manager.go:301] \"Failed to register CRI auth plugins\"";
        node.Host.Write("/usr/bin/kubelet", "another kubelet", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        Restart();
    }

    [Fact]
    public void Is_started_without_them_after_three_deaths_and_held_when_it_lives()
    {
        Assert.Equal([true, true, false], Crash(3));
        Assert.Contains("ECR428 kubelet.service died 3 times with our flags (it said: E1125", node.Host.Error, StringComparison.Ordinal);
        int starts = node.Starts;

        // The timer looks after 10 s, 40 s, …
        node.Host.SinceBoot += TimeSpan.FromSeconds(10);
        Run("node", "setup", "--mend");

        Assert.Equal(3, Run("node", "status"));
        Run("node", "setup", "--mend");
        Run("node", "setup", "--package");
        Assert.Equal([false, false, false, false, false], Crash(5));
        node.Context.Files.ReplaceLinks(NodePaths.RuntimeFolder, new Dictionary<string, string>());
        Restart();
        Assert.False(node.CarriesOurFlags);
        Assert.Equal(starts + 6, node.Starts);
    }

    [Fact]
    public void Takes_up_a_mended_config_by_one_restart()
    {
        Crash(3);
        node.Host.SinceBoot += TimeSpan.FromSeconds(10);
        Run("node", "setup", "--mend");
        int starts = node.Starts;
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "# mended\n");

        Run("node", "setup", "--mend");
        Run("node", "setup", "--mend");

        Assert.True(node.CarriesOurFlags);
        Assert.Equal(starts + 1, node.Starts);
    }

    [Fact]
    public void Is_never_tried_without_them_where_the_admin_is_strict()
    {
        node.Host.Write("/etc/default/ecr-credential-provider", "ECR_WIRING=strict\n");

        Assert.DoesNotContain(false, Crash(5));
    }

    [Fact]
    public void Is_not_restarted_by_the_timer_while_it_is_tried_without_them()
    {
        Crash(3);
        int starts = node.Starts;

        Run("node", "setup", "--mend");
        Run("node", "setup", "--package");

        Assert.Equal(starts, node.Starts);
        Assert.Equal(1, Run("node", "status"));
    }

    [Fact]
    public void Gets_them_again_when_it_dies_without_them_too_and_is_not_tried_twice()
    {
        Assert.Equal([true, true, false, true, true, true, true, true, true, true], Crash(10));

        Assert.Contains("ECR429", node.Host.Error, StringComparison.Ordinal);
        Assert.Null(node.Host.Read(NodePaths.Held));
    }

    [Theory]
    [InlineData("killed 9")]
    [InlineData("exited 0")]
    [InlineData("dumped 6")]
    [InlineData("")]
    public void Is_not_what_a_signal_or_a_stop_looks_like(string how) => Assert.DoesNotContain(false, Crash(10, how));

    [Fact]
    public void Is_not_what_a_kubelet_looks_like_that_had_lived_for_a_while() =>
        Assert.DoesNotContain(false, Crash(10, after: TimeSpan.FromMinutes(2)));

    [Theory]
    [InlineData("E1125 run.go:72] \"command failed\" err=\"failed to load kubelet config file, path: /var/lib/kubelet/config.yaml\"")]
    [InlineData("E1125 run.go:72] \"command failed\" err=\"failed to run Kubelet: validate service connection: dial unix /run/containerd/containerd.sock\"")]
    public void Is_not_what_a_kubelet_looks_like_that_says_another_reason(string words)
    {
        node.JournalText = words;

        Assert.DoesNotContain(false, Crash(10));
    }

    [Fact]
    public void Begins_to_count_anew_after_somebody_restarted_it()
    {
        Crash(2);
        Restart();

        Assert.Equal([true, true, false], Crash(3));
        Restart();
        Assert.True(node.CarriesOurFlags);
    }

    [Fact]
    public void Does_not_count_what_it_died_of_without_our_flags()
    {
        node.Host.Write(NodePaths.Config, "");
        Crash(5);
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig);

        Assert.Equal([true, true, true], Crash(3));
    }

    [Fact]
    public void Does_not_count_what_it_died_of_while_a_later_file_took_our_flags_away()
    {
        string files = node.Properties["EnvironmentFiles"];
        node.Host.Write("/etc/zzz.env", "KUBELET_EXTRA_ARGS=--v=9\n");
        node.Properties["EnvironmentFiles"] += "/etc/zzz.env (ignore_errors=no)\n";
        Crash(5);
        node.Properties["EnvironmentFiles"] = files;

        Assert.Equal([true, true, true], Crash(3));
    }

    [Theory]
    [InlineData(7.999, true, false)]
    [InlineData(8, true, true)]
    [InlineData(59.999, false, false)]
    [InlineData(60, false, true)]
    public void Is_held_when_it_has_lived_for_eight_seconds_and_is_healthy_or_for_sixty(double seconds, bool isHealthy, bool isHeld)
    {
        Crash(3);
        node.Host.SinceBoot += TimeSpan.FromSeconds(seconds);

        CommandLine.Run(node.Context with { OpenOutput = () => Stream.Null, IsWell = _ => isHealthy }, ["node", "setup", "--mend"]);

        Assert.Equal((isHeld, !isHeld), (node.Host.Read(NodePaths.Held) is not null, node.Host.Read(NodePaths.Starts) is not null));
    }

    [Fact]
    public void Is_counted_in_a_file_of_its_own_and_each_end_once()
    {
        Crash(1);

        string fingerprint = Held.FingerprintOf(node.Context, UnitCommand.Parse(node.Properties["ExecStart"])!);
        Assert.Equal(
            $$"""{"fingerprint":"{{fingerprint}}","restarts":1,"start":360011,"deaths":1,"phase":"Wired","reason":"E1125 kuberuntime_manager.go:301] \u0022Failed to register CRI auth plugins\u0022"}""",
            node.Host.Read(NodePaths.Starts));
        Assert.Null(node.Host.Read(NodePaths.Ended));

        Restart();
        Assert.Equal($$"""{"fingerprint":"{{fingerprint}}","restarts":0,"start":360011,"deaths":0,"phase":"Wired","reason":""}""", node.Host.Read(NodePaths.Starts));
    }

    [Theory]
    [InlineData("no JSON")]
    [InlineData("[]")]
    [InlineData("{\"fingerprint\": 1}")]
    public void Is_counted_anew_when_the_count_cannot_be_read(string content)
    {
        Crash(2);
        node.Host.Write(NodePaths.Starts, content);

        Assert.Equal([true, true, true, false], Crash(4));
    }

    public void Dispose() => node.Dispose();

    private List<bool> Crash(int times, string how = "exited 1", TimeSpan? after = null)
    {
        var wired = new List<bool>();
        for (int time = 0; time < times; time++)
        {
            node.Crash(how, after);
            wired.Add(node.CarriesOurFlags);
        }

        return wired;
    }

    private void Restart()
    {
        node.Properties["NRestarts"] = "0";
        node.Start();
    }

    private int Run(params string[] arguments) => CommandLine.Run(node.Context with { OpenOutput = () => Stream.Null }, arguments);
}
