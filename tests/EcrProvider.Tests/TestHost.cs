using System.Text;
using EcrProvider.Host;
using Microsoft.Extensions.Time.Testing;

namespace EcrProvider.Tests;

/// <summary>A machine of the test's own: streams in memory, files below a temporary root, a clock that stands still.</summary>
internal sealed class TestHost : IDisposable
{
    // Whatever umask the tests run with: folders that others can write are refused.
    private const UnixFileMode FolderOfOurs = (UnixFileMode)0x1ED;

    private readonly List<MemoryStream> outputs = [];
    private readonly StringWriter error = new();

    public string Root { get; } = Directory.CreateTempSubdirectory("ecr-test-").FullName;

    public string Input { get; set; } = "";

    public Dictionary<string, string> Environment { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, string> Exported { get; } = new(StringComparer.Ordinal);

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero));

    public TimeSpan SinceBoot { get; set; } = TimeSpan.FromHours(100);

    public TimeSpan? KubeletStart { get; set; }

    /// <summary>Of all runs, one behind the other.</summary>
    public string Output => string.Concat(outputs.Select(output => Encoding.UTF8.GetString(output.ToArray())));

    public string Error => error.ToString();

    public HostContext Context => new()
    {
        OpenInput = () => new MemoryStream(Encoding.UTF8.GetBytes(Input)),
        OpenOutput = NewOutput,
        OpenError = NewOutput,
        Error = error,
        InputIsTerminal = false,
        OutputIsTerminal = () => false,
        Environment = Environment,
        Export = (name, value) => Exported[name] = value,
        ExportNative = (name, value) => Exported[name] = value,
        IsRoot = true,
        Clock = Clock,
        SinceBoot = () => SinceBoot,
        KubeletStart = () => KubeletStart,
        Files = new HostFiles(Root),
        Processes = new HostProcesses(),
        IsWell = _ => false,
        Journal = new Journal(Path.Join(Root, "no-journal")),
    };

    /// <summary>Writes a file of the node; its folder is made.</summary>
    public void Write(string path, string content, UnixFileMode mode = UnixFileMode.UserRead | UnixFileMode.UserWrite)
    {
        string real = Path.Join(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(real)!, FolderOfOurs);

        // Whoever is not root cannot write to a file that an earlier call made read-only.
        File.Delete(real);
        File.WriteAllText(real, content);
        File.SetUnixFileMode(real, mode);
    }

    public string? Read(string path)
    {
        string real = Path.Join(Root, path);
        return File.Exists(real) ? File.ReadAllText(real) : null;
    }

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        outputs.ForEach(output => output.Dispose());
        error.Dispose();
    }

    private MemoryStream NewOutput()
    {
        var output = new MemoryStream();
        outputs.Add(output);
        return output;
    }
}
