namespace EcrProvider.Host;

/// <summary>
/// The one door to the machine: streams, environment, clock, files below a root, processes, the journal.
/// Everything else in the program gets it handed in, so that a test can hand in another one.
/// </summary>
internal sealed record HostContext
{
    /// <summary>The file name that the program was called by: it has links of other names.</summary>
    public string CalledAs { get; init; } = "";

    /// <summary>Standard input as bytes; opened only when somebody reads it.</summary>
    public required Func<Stream> OpenInput { get; init; }

    /// <summary>Standard output as bytes.</summary>
    public required Func<Stream> OpenOutput { get; init; }

    /// <summary>Standard error as bytes.</summary>
    public required Func<Stream> OpenError { get; init; }

    /// <summary>Standard error as text.</summary>
    public required TextWriter Error { get; init; }

    /// <summary>Waits until standard input has something to read, or its end; false: it had nothing for that long.</summary>
    public Func<TimeSpan, bool> InputArrives { get; init; } = _ => true;

    /// <summary>True when nobody piped anything in: a person sits at the terminal.</summary>
    public required bool InputIsTerminal { get; init; }

    /// <summary>True when a person reads standard output; looked at when it is asked, which kubelet's way through the program never does.</summary>
    public required Func<bool> OutputIsTerminal { get; init; }

    /// <summary>
    /// A snapshot of the process environment. <see cref="Export"/> adds to the real one what a library (the AWS SDK, HttpClient) must see.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Environment { get; init; }

    /// <summary>Sets a variable in the process environment, for libraries that read it themselves.</summary>
    public required Action<string, string> Export { get; init; }

    /// <summary>Sets a variable where OpenSSL sees it, and children that are started without an environment of their own.</summary>
    public required Action<string, string> ExportNative { get; init; }

    /// <summary>True when the process may change the node.</summary>
    public required bool IsRoot { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Time since boot, sleep included (CLOCK_BOOTTIME): nobody can set it.</summary>
    public required Func<TimeSpan> SinceBoot { get; init; }

    /// <summary>When this process began, as <see cref="SinceBoot"/>, whatever programs it was before; null: nobody knows.</summary>
    public Func<TimeSpan?> Started { get; init; } = () => null;

    /// <summary>When the kubelet that started this program was started, as <see cref="SinceBoot"/>; null: somebody else did.</summary>
    public required Func<TimeSpan?> KubeletStart { get; init; }

    public required HostFiles Files { get; init; }

    /// <summary>The file of this program.</summary>
    public string Program { get; init; } = "";

    /// <summary>False for what <c>--root</c> names: its files can be looked at, and nothing of it runs.</summary>
    public bool IsLive { get; init; } = true;

    public required HostProcesses Processes { get; init; }

    /// <summary>True when a local service answers its health endpoint with 200 now.</summary>
    public required Func<Uri, bool> IsWell { get; init; }

    public required Journal Journal { get; init; }

    /// <summary>The value of an environment variable, or null when it is unset or empty.</summary>
    public string? Variable(string name) => Environment.TryGetValue(name, out string? value) && value.Length > 0 ? value : null;

    /// <summary>The files below a root, e.g. of a mounted image, and nothing that runs.</summary>
    public HostContext OfImage(string root) => this with
    {
        IsLive = false,
        Files = new HostFiles(root),
        Processes = new NoProcesses(),
        IsWell = _ => false,
        Journal = new Journal(Path.Join(root, "nothing")),
    };

    /// <summary>This process, without what kubelet's way through the program never needs, and its small front does not link: programs to start, HTTP.</summary>
    public static HostContext OfThisProcess() => new()
    {
        Program = System.Environment.ProcessPath ?? "",
        CalledAs = Path.GetFileName(System.Environment.GetCommandLineArgs()[0]),
        OpenInput = Console.OpenStandardInput,
        InputArrives = limit => LibC.WaitForInput(descriptor: 0, limit),
        OpenOutput = () => new StandardStream(descriptor: 1),
        OpenError = () => new StandardStream(descriptor: 2, mayFail: true),
        Error = new StreamWriter(new StandardStream(descriptor: 2, mayFail: true)) { AutoFlush = true },
        InputIsTerminal = !Console.IsInputRedirected,
        OutputIsTerminal = () => !Console.IsOutputRedirected,
        Environment = EnvironmentSnapshot.Take(),
        Export = System.Environment.SetEnvironmentVariable,
        ExportNative = (name, value) => _ = LibC.SetVariable(name, value, overwrite: 1),
        IsRoot = LibC.EffectiveUser() == 0,
        Clock = TimeProvider.System,
        SinceBoot = BootClock.Now,
        Started = BootClock.StartOfThisProcess,
        KubeletStart = BootClock.StartOfKubelet,
        Files = new HostFiles(root: "/"),
        Processes = new NoProcesses(),
        IsWell = _ => false,
        Journal = new Journal(Journal.SystemdSocket),
    };
}
