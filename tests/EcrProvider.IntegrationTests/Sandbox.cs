using System.Net.Sockets;
using System.Text;
using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>
/// The published binary as root of a mount namespace of its own, whose /run holds a journal that this test reads, whose /sys says what machine it
/// is, and whose /etc/default is empty.
/// </summary>
internal sealed class Sandbox : IDisposable
{
    private const string Enter = """
        for folder in run sys etc/default; do mount --bind "$0/$folder" "/$folder" || exit 99; done
        exec env -i "$@"
        """;

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(3);

    private readonly Dictionary<string, string> environment = new(StringComparer.Ordinal)
    {
        ["AWS_EC2_METADATA_DISABLED"] = "true",

        // Most tests are about what AWS is asked, each time.
        ["ECR_TOKEN_CACHE"] = "off",
    };

    private readonly Socket journal = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };

    public Sandbox()
    {
        foreach (string folder in (string[])["run/systemd/journal", "sys", "etc/default"])
        {
            Directory.CreateDirectory(Path.Join(Folder, folder));
        }

        journal.Bind(new UnixDomainSocketEndPoint(JournalSocket));
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ecr-box-").FullName;

    private string JournalSocket => Path.Join(Folder, "run/systemd/journal/socket");

    public Sandbox With(string name, string value)
    {
        environment[name] = value;
        return this;
    }

    /// <summary>With keys of its own, one service's URL for all of AWS, and a deadline that a test can wait for.</summary>
    public Sandbox Asking(string url) => With("AWS_ENDPOINT_URL", url)
        .With("AWS_ACCESS_KEY_ID", Secrets.AccessKey)
        .With("AWS_SECRET_ACCESS_KEY", Secrets.SecretKey)
        .With("ECR_DEADLINE", "2");

    /// <summary>A file of the sandbox, owned by its root.</summary>
    /// <returns>Its path, inside and outside.</returns>
    public string Write(string name, string content)
    {
        string path = Path.Join(Folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Nobody reads the journal any more, and it is full.</summary>
    public void StopJournal()
    {
        using var writer = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { Blocking = false };
        try
        {
            while (true)
            {
                writer.SendTo("full"u8, new UnixDomainSocketEndPoint(JournalSocket));
            }
        }
        catch (SocketException full) when (full.SocketErrorCode is SocketError.WouldBlock)
        {
        }
    }

    public async Task<Outcome> RunAsync(string? request = null) =>
        new(await EnterAsync(request ?? Provider.Request(), Testing.Artifacts.Front), JournalEntries());

    /// <summary>A shell in there, in <see cref="Folder"/>: <c>(ask)</c> or <c>ask &amp;</c> asks for <see cref="Provider.Image"/>.</summary>
    public async Task<BufferedCommandResult> ShellAsync(string script)
    {
        Write("request", Provider.Request());
        return await EnterAsync("", "sh", "-c", $$"""
            cd "$0" || exit 99
            ask() { exec {{Testing.Artifacts.Front}} < request; }
            {{script}}
            """, Folder);
    }

    public void Dispose()
    {
        journal.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private async Task<BufferedCommandResult> EnterAsync(string input, params string[] command)
    {
        Assert.SkipUnless(await MayUnshareAsync(), "unshare(1) may not make user and mount namespaces here");
        using var guard = new CancellationTokenSource(HangGuard);
        return await Cli.Wrap("unshare")
            .WithArguments([
                "--map-root-user", "--mount", "sh", "-c", Enter, Folder,
                .. environment.Select(variable => $"{variable.Key}={variable.Value}"), .. command])
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(guard.Token);
    }

    private static async Task<bool> MayUnshareAsync() =>
        (await Cli.Wrap("unshare").WithArguments(["--map-root-user", "--mount", "true"]).WithValidation(CommandResultValidation.None).ExecuteAsync()).ExitCode == 0;

    private List<string> JournalEntries()
    {
        var entries = new List<string>();
        byte[] buffer = new byte[64 * 1024];
        while (journal.Available > 0)
        {
            entries.Add(Encoding.UTF8.GetString(buffer, 0, journal.Receive(buffer)));
        }

        return entries;
    }
}
