using System.Globalization;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Kubelet.Systemd;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>kubelet.service as systemd has it loaded, and its live process.</summary>
/// <param name="host">The machine.</param>
/// <param name="name">E.g. <c>kubelet.service</c>.</param>
/// <param name="patience">How long systemd may take to answer; where a start waits for us that is little.</param>
internal sealed class KubeletUnit(HostContext host, string name, TimeSpan? patience = null)
{
    private const int LongestCommandLine = 2 * 1024 * 1024; // execve's own limit
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private UnitProperties? properties;

    public string Name => name;

    /// <summary>True where systemd is the running init (sd_booted(3)): not in a chroot, a container or an image bake.</summary>
    public bool SystemdRuns => host.IsLive && host.Files.FolderExists("/run/systemd/system");

    /// <summary>True when a unit file of that name exists and is not masked.</summary>
    public bool IsLoaded => LoadState is "loaded";

    /// <summary>LoadState of systemd: <c>loaded</c>, <c>not-found</c>, <c>masked</c>, …; empty when systemd does not answer.</summary>
    public string LoadState => Property("LoadState");

    /// <summary>E.g. <c>active (running)</c>, <c>activating (auto-restart)</c>.</summary>
    public string State => $"{Property("ActiveState")} ({Property("SubState")})";

    /// <summary>The drop-ins that systemd has loaded, in the order in which they count.</summary>
    public IReadOnlyList<string> DropIns => ExecWords.Split(Property("DropInPaths"));

    /// <summary>What relative paths of its arguments start from: WorkingDirectory=, by default the root.</summary>
    public string WorkingFolder => Property("WorkingDirectory").TrimStart('!', '-') is ['/', ..] folder ? folder : "/";

    /// <summary>Its Environment=, as NAME=VALUE.</summary>
    public IReadOnlyList<string> Environment => ExecWords.Split(Property("Environment"));

    /// <summary>The paths of its EnvironmentFile= lines: a later one beats an earlier one, and each of them beats Environment=.</summary>
    public IReadOnlyList<string> EnvironmentFiles =>
        [.. Properties.All("EnvironmentFiles")
            .Select(line => line.EndsWith(')') && line.LastIndexOf(" (", StringComparison.Ordinal) is var end and > 0 ? line[..end] : line)];

    /// <summary>True while systemd keeps it going: also between two attempts of a crash loop.</summary>
    public bool IsRunning => Property("ActiveState") is "active" or "activating" or "reloading";

    /// <summary>How often systemd has restarted it by itself since somebody started it.</summary>
    public int Restarts => int.TryParse(Property("NRestarts"), CultureInfo.InvariantCulture, out int restarts) ? restarts : 0;

    private UnitProperties Properties => properties ??= Show();

    /// <summary>The id of its main process now; 0 when there is none.</summary>
    public int MainProcess()
    {
        properties = Show();
        return int.TryParse(Property("MainPID"), CultureInfo.InvariantCulture, out int pid) ? pid : 0;
    }

    /// <summary>When its kubelet was started, as <see cref="HostContext.SinceBoot"/>; null when there is none.</summary>
    public TimeSpan? Started() => BootClock.StartOfKubelet(
        MainProcess(), pid => host.Files.Read($"/proc/{pid}/stat", 4096).Bytes is { } stat ? Encoding.UTF8.GetString(stat) : "");

    /// <summary>The arguments of its main process, from /proc; empty when there is none.</summary>
    public IReadOnlyList<string> LiveArguments() => LiveArguments(MainProcess());

    /// <summary>The arguments of a process, from /proc; empty when there is none.</summary>
    public IReadOnlyList<string> LiveArguments(int pid)
    {
        byte[]? commandLine = host.Files.Read($"/proc/{pid}/cmdline", LongestCommandLine).Bytes;
        return commandLine is null ? [] : Encoding.UTF8.GetString(commandLine).Split('\0', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>True when the live process was started with a config that compose wrote.</summary>
    public bool CarriesOurFlags() => ProviderFlags.Of(LiveArguments()).Config is NodePaths.ComposedConfig;

    /// <summary>What compose said last of this unit in this boot, or timeout(1) of compose: that it hung or cannot run; null when the journal has nothing, or not for this user.</summary>
    public string? LastRemark()
    {
        string journal = host.Processes.Run(
            "journalctl",
            [
                "--boot", "--lines", "1", "--output", "cat", "--no-pager", "--quiet",
                "SYSLOG_IDENTIFIER=ecr-credential-provider", "UNIT=" + name,
                "+", "SYSLOG_IDENTIFIER=timeout", "_SYSTEMD_UNIT=" + name,
            ],
            Patience).Output.Trim();
        return journal.Length > 0 ? journal : null;
    }

    /// <summary>Its ExecStart=; null when the unit has none or systemd does not answer.</summary>
    public UnitCommand? Command() => UnitCommand.Parse(Property("ExecStart"));

    /// <exception cref="ProviderException">ECR409.</exception>
    public void DaemonReload() => Run("systemctl", "daemon-reload");

    /// <summary>
    /// Restarts it if it runs. Through deb-systemd-invoke where that exists, because policy-rc.d may forbid restarts; after reset-failed,
    /// because five restarts in ten seconds would otherwise leave it failed.
    /// </summary>
    /// <exception cref="ProviderException">ECR409.</exception>
    public void TryRestart()
    {
        host.Processes.Run("systemctl", ["reset-failed", name], Patience);
        string program = host.Files.Exists("/usr/bin/deb-systemd-invoke") ? "deb-systemd-invoke" : "systemctl";
        Run(program, "try-restart", name);
    }

    /// <summary>Ends the tries to wire a kubelet that was started without our flags.</summary>
    public void StopMending() => host.Processes.Run("systemctl", ["stop", "--no-block", NodePaths.MendTimer], Patience);

    /// <summary>What it said last as an error, for whoever asks why it died.</summary>
    public string LastWords()
    {
        string journal = host.Processes.Run(
            "journalctl", ["--unit", name, "--lines", "50", "--output", "cat", "--no-pager", "_COMM=kubelet"], patience ?? Patience).Output;
        string[] lines = journal.Split('\n', StringSplitOptions.RemoveEmptyEntries);

        // klog's first letter is the severity.
        return lines.LastOrDefault(line => line is ['E' or 'F', (>= '0' and <= '9'), ..]) ?? lines.LastOrDefault() ?? "it said nothing";
    }

    private void Run(string program, params string[] arguments)
    {
        properties = null;
        ProcessOutcome outcome = host.Processes.Run(program, arguments, Patience);
        if (!outcome.Succeeded)
        {
            string command = $"{program} {string.Join(' ', arguments)}";
            throw new ProviderException(NodeMessages.CommandFailed(command, outcome.ExitCode, outcome.Error));
        }
    }

    private UnitProperties Show() =>
        UnitProperties.Parse(host.Processes.Run("systemctl", UnitProperties.Command(name), patience ?? Patience).Output);

    private string Property(string property) => Properties[property].Trim();
}
