using EcrProvider.Host;

namespace EcrProvider.Fuzz;

/// <summary>A node of the reader's own, below a folder: no stream, no process, a clock that stands still and a deadline that never comes.</summary>
internal sealed class Machine : HostProcesses, IDisposable
{
    private readonly Dictionary<string, (byte[] Content, UnixFileMode Others)> written = new(StringComparer.Ordinal);
    private readonly string root = NewFolder();

    public Machine() => Context = new HostContext
    {
        OpenInput = () => Stream.Null,
        OpenOutput = () => Stream.Null,
        OpenError = () => Stream.Null,
        Error = TextWriter.Null,
        InputIsTerminal = false,
        OutputIsTerminal = () => false,
        Environment = new Dictionary<string, string>(StringComparer.Ordinal),
        Export = (_, _) => { },
        ExportNative = (_, _) => { },
        IsRoot = true,
        Clock = new StoppedClock(),
        SinceBoot = () => TimeSpan.FromHours(100),
        KubeletStart = () => null,
        Files = new HostFiles(root),
        Processes = this,
        IsWell = _ => false,
        Journal = new Journal(Path.Join(root, "no-journal")),
    };

    public HostContext Context { get; }

    /// <summary>What every program answers.</summary>
    public Func<string, string> Answer { get; set; } = _ => "";

    public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit) => new(0, Answer(Path.GetFileName(program)), "");

    public override ProcessOutcome RunGroup(string commandLine, IReadOnlyDictionary<string, string> environment, TimeSpan limit) => Run("sh", [], limit);

    /// <summary>A file of the node's, for its owner alone unless <paramref name="others"/> may read it too.</summary>
    public void Write(string path, byte[] content, UnixFileMode others = UnixFileMode.None)
    {
        string real = Path.Join(root, path);
        if (written.TryGetValue(path, out (byte[] Content, UnixFileMode Others) before) && before.Others == others && before.Content.AsSpan().SequenceEqual(content))
        {
            return;
        }

        Directory.CreateDirectory(Path.GetDirectoryName(real)!, (UnixFileMode)0x1C0);
        File.WriteAllBytes(real, content);
        File.SetUnixFileMode(real, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);
        written[path] = (content, others);
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    /// <summary>In memory: millions of files are written.</summary>
    public static string NewFolder() =>
        Directory.CreateDirectory(Path.Join(Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath(), $"ecr-fuzz-{Guid.NewGuid():N}"), (UnixFileMode)0x1C0).FullName;

    private sealed class StoppedClock : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

        public override long GetTimestamp() => 0;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => new NoTimer();

        private sealed class NoTimer : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
                // Nothing was started.
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
