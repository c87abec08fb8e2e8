using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>
/// A node in memory: systemctl, journalctl and kubelet answer as on a kubeadm node whose kubelet runs. Files are those of a
/// <see cref="TestHost"/>.
/// </summary>
internal sealed class FakeNode : HostProcesses, IDisposable
{
    public const string Unit = "kubelet.service";

    /// <summary>dpkg's list of the package's files.</summary>
    public const string PackageFiles = "/var/lib/dpkg/info/ecr-credential-provider.list";
    private const string Flags = "KUBELET_EXTRA_ARGS";
    private int lastProcess = 100;
    private int looks;

    public FakeNode()
    {
        Directory.CreateDirectory(Path.Join(Host.Root, "/run/systemd/system"));
        Directory.CreateDirectory(Path.Join(Host.Root, "/usr/bin"));
        const UnixFileMode executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
        Host.Write("/usr/bin/kubelet", "kubelet", executable);
        Host.Write(NodePaths.BinFolder + "/ecr-credential-provider", "ours", executable);
        Host.Write(NodePaths.DropIn(Unit), "[Service]\n");
        Host.Write(PackageFiles, NodePaths.BinFolder + "/ecr-credential-provider\n");
        Properties["DropInPaths"] = NodePaths.DropIn(Unit);
        Host.Write("/etc/default/kubelet", $"{Flags}=--v=2\n");
        Host.Write(NodePaths.Config, GoodConfig);
        Host.Clock.AutoAdvanceAmount = TimeSpan.FromSeconds(1);
        Start();
    }

    public static string GoodConfig { get; } =
        """
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
          - name: ecr-credential-provider
            apiVersion: credentialprovider.kubelet.k8s.io/v1
            defaultCacheDuration: 5m
            matchImages: ["*.dkr.ecr.*.amazonaws.com"]

        """;

    public TestHost Host { get; } = new();

    public HostContext Context => Host.Context with { Processes = this, IsWell = _ => Process != 0 && IsHealthy(Arguments) };

    /// <summary>What systemctl show answers.</summary>
    public Dictionary<string, string> Properties { get; } = new(StringComparer.Ordinal)
    {
        ["LoadState"] = "loaded",
        ["ActiveState"] = "active",
        ["SubState"] = "running",
        ["NRestarts"] = "0",
        ["ExecStart"] = "{ path=/usr/bin/kubelet ; argv[]=/usr/bin/kubelet $KUBELET_EXTRA_ARGS ; ignore_errors=no ; pid=0 }",
        ["EnvironmentFiles"] = $"/etc/default/kubelet (ignore_errors=yes)\n{NodePaths.ComposedEnvironment} (ignore_errors=yes)\n",
    };

    /// <summary>LoadState of units other than kubelet.service.</summary>
    public Dictionary<string, string> OtherUnits { get; } = new(StringComparer.Ordinal);

    /// <summary>What snap get answers.</summary>
    public Dictionary<string, string> SnapSettings { get; } = new(StringComparer.Ordinal);

    /// <summary>What was run to change something, e.g. <c>systemctl daemon-reload</c>.</summary>
    public List<string> Changes { get; } = [];

    public string Version { get; set; } = "v1.36.2";

    /// <summary>Whether healthz answers 200 for a kubelet with these arguments; one that is not healthy dies when it is looked at again.</summary>
    public Func<IReadOnlyList<string>, bool> IsHealthy { get; set; } = _ => true;

    /// <summary>A kubelet that is not healthy is dead before anybody can look at it.</summary>
    public bool DiesUnseen { get; set; }

    /// <summary>policy-rc.d says no, so deb-systemd-invoke does nothing and says that all is well.</summary>
    public bool RestartsAreForbidden { get; set; }

    /// <summary>What stands between the unit and kubelet makes of the arguments.</summary>
    public Func<IReadOnlyList<string>, IReadOnlyList<string>> Wrapper { get; set; } = arguments => arguments;

    /// <summary>The exit code of kubelet with these arguments and --version.</summary>
    public Func<IReadOnlyList<string>, int> VersionExit { get; set; } = _ => 0;

    /// <summary>What journalctl prints of our answers.</summary>
    public string AnsweredText { get; set; } = "";

    /// <summary>What journalctl prints of everything else.</summary>
    public string JournalText { get; set; } = "";

    /// <summary>What dpkg --verify prints.</summary>
    public string ChangedFiles { get; set; } = "";

    /// <summary>The limit of the last question that was put to systemctl show.</summary>
    public TimeSpan LastWait { get; private set; }

    public int Process { get; private set; }

    public int Starts { get; private set; }

    public IReadOnlyList<string> Arguments { get; private set; } = [];

    public bool CarriesOurFlags => ProviderFlags.Of(Arguments).Config is NodePaths.ComposedConfig;

    public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        string[] words = [.. arguments];
        switch (Path.GetFileName(program), words)
        {
            case ("systemctl", ["show", "--property", _, not Unit and var other]):
                return Answer($"LoadState={OtherUnits.GetValueOrDefault(other, "not-found")}\nExecStart={Properties["ExecStart"]}\n");
            case ("systemctl", ["show", "--property", _, _]):
                LastWait = limit;
                Properties["MainPID"] = MainProcess().ToString(CultureInfo.InvariantCulture);
                return Answer(string.Concat(Properties.SelectMany(property => property.Value.Split('\n', StringSplitOptions.RemoveEmptyEntries)
                    .Select(value => $"{property.Key}={value}\n"))));
            case ("journalctl", [.., "ECR_MESSAGE=ECR100"]):
                return Answer(AnsweredText);
            case ("journalctl", _):
                return Answer(JournalText);
            case ("dpkg-query", _):
                return Answer("0.1.0_amd64");
            case ("dpkg", ["--verify", ..]):
                return Answer(ChangedFiles);
            case ("snap", ["get", _, var key]):
                return SnapSettings.TryGetValue(key, out string? setting) ? Answer(setting + "\n") : new ProcessOutcome(1, "", "no such option");
            case ("kubelet", [.. var flags, "--version"]):
                return new ProcessOutcome(VersionExit(flags), $"Kubernetes {Version}\n", "");
            case ("kubelet", _):
                return new ProcessOutcome(1, "", "kubelet would run");
            case (var command, _):
                Changes.Add($"{command} {string.Join(' ', words)}");
                if (words is ["try-restart", ..] && Properties["ActiveState"] is "active" or "activating" && !RestartsAreForbidden)
                {
                    Properties["NRestarts"] = "0";
                    Start();
                }

                return Answer("");
        }
    }

    /// <summary>As systemd starts the unit: compose if our drop-in is loaded, then kubelet with what the environment files hold.</summary>
    public void Start()
    {
        Starts++;
        Process = 0;
        Context.Files.Delete(NodePaths.ComposedEnvironment);
        bool installed = Starts > 1;
        if (installed && DropIn.Of(Context, new KubeletUnit(Context, Unit)).Problem is null)
        {
            Compose.Run(Context with { Environment = UnitEnvironment.WithoutOurs(Context, new KubeletUnit(Context, Unit)) }, Unit);
        }

        Dictionary<string, string> environment = UnitEnvironment.WithoutOurs(Context, new KubeletUnit(Context, Unit));
        if (Host.Read(NodePaths.ComposedEnvironment) is { } ours)
        {
            environment[Flags] = Assert.Single(EcrProvider.Settings.EnvironmentFile.Parse(ours)).Value;
        }

        Arguments = Wrapper(UnitCommand.Parse(Properties["ExecStart"])!.Arguments(environment));
        Process = ++lastProcess;
        Host.Write($"/proc/{Process}/cmdline", "/usr/bin/kubelet\0" + string.Concat(Arguments.Select(argument => argument + "\0")));
    }

    /// <summary>Its process ends, and systemd starts it again after RestartSec=.</summary>
    /// <param name="how">What ExecStopPost= of the drop-in writes.</param>
    /// <param name="after">How long it lived.</param>
    public void Crash(string how = "exited 1", TimeSpan? after = null)
    {
        Host.Write(NodePaths.Ended, how + "\n");
        Host.SinceBoot += (after ?? TimeSpan.FromSeconds(1)) + TimeSpan.FromSeconds(10);
        Properties["NRestarts"] = (int.Parse(Properties["NRestarts"], CultureInfo.InvariantCulture) + 1).ToString(CultureInfo.InvariantCulture);
        Start();
    }

    public void Stop()
    {
        Process = 0;
        Arguments = [];
        Properties["ActiveState"] = "inactive";
        Properties["SubState"] = "dead";
    }

    public void Dispose() => Host.Dispose();

    private static ProcessOutcome Answer(string output) => new(0, output, "");

    private int MainProcess()
    {
        if (DiesUnseen && !IsHealthy(Arguments))
        {
            return 0;
        }

        // It lives until it was looked at once; RestartSec= has passed by the next look.
        if (Process != 0 && !IsHealthy(Arguments) && looks++ % 2 == 1)
        {
            Crash();
        }

        return Process;
    }
}
