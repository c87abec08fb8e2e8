using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Systemd;
using EcrProvider.Messages;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>What is read of systemctl, journalctl and /proc, and what is asked of them.</summary>
public sealed class KubeletAsSystemdHasIt : IDisposable
{
    private readonly FakeNode node = new();

    private KubeletUnit Unit => new(node.Context, FakeNode.Unit);

    [Theory]
    [InlineData("LoadState")]
    [InlineData("ActiveState")]
    [InlineData("SubState")]
    [InlineData("MainPID")]
    [InlineData("NRestarts")]
    [InlineData("DropInPaths")]
    [InlineData("ExecStart")]
    [InlineData("WorkingDirectory")]
    [InlineData("Environment")]
    [InlineData("EnvironmentFiles")]
    public void Is_asked_for_at_once(string property)
    {
        string[] command = UnitProperties.Command("x.service");

        Assert.Equal(("show", "--property", "x.service"), (command[0], command[1], command[3]));
        Assert.Contains(property, command[2].Split(','));
        Assert.Equal("a=b", UnitProperties.Parse($"Other=1\n{property}=a=b\n{property}=c\nno property\n")[property]);
        Assert.Equal(["a=b", "c"], UnitProperties.Parse($"{property}=a=b\n{property}=c\n").All(property));
        Assert.Equal("", UnitProperties.Parse($"Other={property}\n")["Other"]);
    }

    [Theory]
    [InlineData("", "/")]
    [InlineData("/var/lib/kubelet", "/var/lib/kubelet")]
    [InlineData("!/var/lib/kubelet", "/var/lib/kubelet")]
    [InlineData("-/var/lib/kubelet", "/var/lib/kubelet")]
    [InlineData("~", "/")]
    public void Starts_in_a_folder(string property, string folder)
    {
        node.Properties["WorkingDirectory"] = property;

        Assert.Equal(folder, Unit.WorkingFolder);
    }

    [Fact]
    public void Has_environment_files_whose_names_may_hold_blanks()
    {
        node.Properties["EnvironmentFiles"] = "/etc/a b (ignore_errors=yes)\n/etc/c (d) (ignore_errors=no)\n/etc/plain";

        Assert.Equal(["/etc/a b", "/etc/c (d)", "/etc/plain"], Unit.EnvironmentFiles);
    }

    [Theory]
    [InlineData("active", true)]
    [InlineData("activating", true)]
    [InlineData("reloading", true)]
    [InlineData("inactive", false)]
    [InlineData("failed", false)]
    public void Runs_between_two_attempts_too(string state, bool runs)
    {
        node.Properties["ActiveState"] = state;

        Assert.Equal((runs, $"{state} (running)"), (Unit.IsRunning, Unit.State));
    }

    [Theory]
    [InlineData("I0101 fine\nE0102 first\nF0103 last\nI0104 exiting\n", "F0103 last")]
    [InlineData("E0102 first\nError: stray line\n", "E0102 first")]
    [InlineData("W0101 a\nno klog at all\n", "no klog at all")]
    [InlineData("", "it said nothing")]
    public void Died_of_its_last_error(string journal, string words)
    {
        node.JournalText = journal;

        Assert.Equal(words, Unit.LastWords());
    }

    [Theory]
    [InlineData(true, "deb-systemd-invoke try-restart kubelet.service")]
    [InlineData(false, "systemctl try-restart kubelet.service")]
    public void Is_restarted_as_the_policy_of_the_machine_allows(bool debian, string restart)
    {
        if (debian)
        {
            node.Host.Write("/usr/bin/deb-systemd-invoke", "");
        }

        Unit.TryRestart();

        Assert.Equal(["systemctl reset-failed kubelet.service", restart], node.Changes);
    }

    [Fact]
    public void Is_not_restarted_when_systemctl_fails_and_that_is_said_with_its_words()
    {
        var failing = new Failing();

        Message line = Assert.Throws<ProviderException>(new KubeletUnit(node.Context with { Processes = failing }, FakeNode.Unit).DaemonReload).Line;

        Assert.Equal("ECR409", line.Id);
        Assert.Contains("systemctl daemon-reload", line.Text, StringComparison.Ordinal);
        Assert.Contains("no such bus", line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_no_process_when_systemd_does_not_answer()
    {
        var unit = new KubeletUnit(node.Context with { Processes = new Failing() }, FakeNode.Unit);

        Assert.Equal((0, 0, "", false), (unit.MainProcess(), unit.Restarts, unit.LoadState, unit.IsLoaded));
        Assert.Equal((null, null), (unit.Command(), unit.LastRemark()));
        Assert.Empty(unit.LiveArguments());
    }

    [Fact]
    public void Is_asked_for_its_words_with_these_commands()
    {
        var journal = new Recording("E1 last\n");
        var unit = new KubeletUnit(node.Context with { Processes = journal }, FakeNode.Unit, TimeSpan.FromSeconds(2));

        Assert.Equal(("E1 last", "E1 last"), (unit.LastWords(), unit.LastRemark()));
        Assert.Equal(
            [
                "2 s: journalctl --unit kubelet.service --lines 50 --output cat --no-pager _COMM=kubelet",
                "90 s: journalctl --boot --lines 1 --output cat --no-pager --quiet SYSLOG_IDENTIFIER=ecr-credential-provider UNIT=kubelet.service "
                    + "+ SYSLOG_IDENTIFIER=timeout _SYSTEMD_UNIT=kubelet.service",
            ],
            journal.Commands);
    }

    [Fact]
    public void Has_no_arguments_when_its_process_has_just_ended()
    {
        node.Context.Files.Delete($"/proc/{node.Process}/cmdline");

        Assert.Empty(Unit.LiveArguments());
        Assert.False(Unit.CarriesOurFlags());
    }

    [Theory]
    [InlineData(NodePaths.ConfigFlag + "=/a " + NodePaths.BinFolderFlag + "=/b", "/a", "/b")]
    [InlineData(NodePaths.ConfigFlag + " /a " + NodePaths.BinFolderFlag + " /b", "/a", "/b")]
    [InlineData(NodePaths.ConfigFlag + "=/a " + NodePaths.ConfigFlag + "=/c=d", "/c=d", null)]
    [InlineData(NodePaths.ConfigFlag + "=/a " + NodePaths.ConfigFlag + "=", null, null)]
    [InlineData(NodePaths.ConfigFlag + " " + NodePaths.BinFolderFlag + "=/b", NodePaths.BinFolderFlag + "=/b", null)]
    [InlineData("--v=2 " + NodePaths.BinFolderFlag, null, null)]
    [InlineData("--v=2 " + NodePaths.BinFolderFlag + "=b", null, "/work/b")]
    public void Takes_its_providers_from_the_last_of_each_flag(string arguments, string? config, string? folder) =>
        Assert.Equal(new ProviderFlags(config, folder), ProviderFlags.Of(arguments.Split(' ')) is var flags && folder is "/work/b" ? flags.From("/work") : flags);

    [Theory]
    [InlineData("", null, "http://127.0.0.1:10248/healthz")]
    [InlineData("--healthz-port=1 --healthz-port=10250", null, "http://127.0.0.1:10250/healthz")]
    [InlineData("--healthz-port=0", null, "http://127.0.0.1:10248/healthz")]
    [InlineData("--healthz-port=99999", null, "http://127.0.0.1:10248/healthz")]
    [InlineData("--config=/etc/k.yaml", "kind: KubeletConfiguration\nhealthzPort: 10300", "http://127.0.0.1:10300/healthz")]
    [InlineData("--healthz-port=10250 --config=/etc/k.yaml", "healthzPort: 10300", "http://127.0.0.1:10250/healthz")]
    [InlineData("--config=/etc/k.yaml", "healthzport: 10300", "http://127.0.0.1:10248/healthz")]
    [InlineData("--config=/etc/k.yaml", "healthzPort: [10300]", "http://127.0.0.1:10248/healthz")]
    [InlineData("--config=/etc/k.yaml", "{", "http://127.0.0.1:10248/healthz")]
    [InlineData("--config=/etc/k.yaml", "- a", "http://127.0.0.1:10248/healthz")]
    [InlineData("--config=/etc/missing.yaml", "healthzPort: 10300", "http://127.0.0.1:10248/healthz")]
    public void Is_asked_for_its_health_where_it_answers(string arguments, string? config, string endpoint)
    {
        node.Host.Write("/etc/k.yaml", config ?? "");
        node.Host.Write($"/proc/{node.Process}/cmdline", string.Join('\0', ["/usr/bin/kubelet", .. arguments.Split(' ')]));
        Uri? asked = null;
        HostContext host = node.Context with { IsWell = uri => (asked = uri) is not null };

        Assert.True(new KubeletHealth(host, new KubeletUnit(host, FakeNode.Unit)).Answers());
        Assert.Equal(new Uri(endpoint), asked);
    }

    [Theory]
    [InlineData("/etc/systemd/system")]
    [InlineData("/run/systemd/system")]
    [InlineData("/usr/local/lib/systemd/system")]
    public void Has_no_drop_in_of_ours_where_an_empty_one_goes_before_it(string folder)
    {
        string path = $"{folder}/{FakeNode.Unit}.d/{NodePaths.DropInName}";
        Assert.Equal(new DropIn(NodePaths.DropIn(FakeNode.Unit), Problem: null), DropIn.Of(node.Context, Unit));

        node.Host.Write(path, "");

        DropIn dropIn = DropIn.Of(node.Context, Unit);
        Assert.Equal(path, dropIn.Path);
        Assert.Equal(NodeMessages.DropInMasked(path), dropIn.Problem);
    }

    [Fact]
    public void Has_a_drop_in_of_ours_only_when_systemd_has_loaded_it()
    {
        string path = NodePaths.DropIn(FakeNode.Unit);
        node.Properties["EnvironmentFiles"] = "/etc/default/kubelet (ignore_errors=yes)";
        Assert.Equal(NodeMessages.DropInReplaced(path), DropIn.Of(node.Context, Unit).Problem);

        node.Properties["DropInPaths"] = "";
        Assert.Equal(NodeMessages.DropInNotLoaded(path), DropIn.Of(node.Context, Unit).Problem);

        File.Move(Path.Join(node.Host.Root, path), Path.Join(node.Host.Root, $"/lib-elsewhere"));
        Assert.Equal(new DropIn(Path: null, NodeMessages.DropInMissing(FakeNode.Unit)), DropIn.Of(node.Context, Unit));

        // Where /lib is no link to /usr/lib.
        string split = path.Replace("/usr/lib/", "/lib/", StringComparison.Ordinal);
        node.Host.Write(split, "[Service]\n");
        Assert.Equal(new DropIn(split, NodeMessages.DropInNotLoaded(split)), DropIn.Of(node.Context, Unit));
    }

    public void Dispose() => node.Dispose();

    private sealed class Recording(string output) : HostProcesses
    {
        public List<string> Commands { get; } = [];

        public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit)
        {
            Commands.Add($"{limit.TotalSeconds} s: {program} {string.Join(' ', arguments)}");
            return new(0, output, "");
        }
    }

    private sealed class Failing : HostProcesses
    {
        public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit) => new(1, "", "no such bus");
    }
}
