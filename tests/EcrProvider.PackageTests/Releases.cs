using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A release and its apt repository as `make release` and `make repo` make them from what was built, in a folder and with a key of the tests' own.
/// </summary>
public sealed class Releases : IAsyncLifetime
{
    /// <summary>Where the repository says that it is served.</summary>
    public const string Address = "http://127.0.0.1:8080";

    // Builds of one checkout write the same logs: one at a time.
    private static readonly SemaphoreSlim Turn = new(1);

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-release-").FullName;

    public CommandRunner Commands { get; } = new(Transcript.Of<Releases>());

    /// <summary>In place of dist/.</summary>
    public string Dist => Path.Join(folder, "dist");

    public string Repository => Path.Join(Dist, "repo");

    /// <summary>What `make release` said.</summary>
    public string Said { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        string built = Path.GetDirectoryName(Artifacts.Deb)!;
        Directory.CreateDirectory(Dist);
        await Commands.RunAsync("cp", ["--archive", .. Directory.EnumerateFiles(built, $"*_{Artifacts.Version}*"), .. Directory.EnumerateDirectories(built, "linux-*"), Dist]).OrThrow();
        await MakeKeyAsync("ours");
        await MakeKeyAsync("somebody-elses");
        Said = (await BuildAsync("release").OrThrow()).Errors;
        await BuildAsync("repo").OrThrow();
    }

    /// <summary>A target of build/, as make calls it.</summary>
    /// <param name="with">Variables that are others than these: DIST, SIGNING_KEY, REPO_URL.</param>
    public async Task<CommandOutcome> BuildAsync(string target, params (string Name, string Value)[] with)
    {
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DIST"] = Dist, ["SIGNING_KEY"] = SecretKey("ours"), ["REPO_URL"] = Address + "/" };
        foreach ((string name, string value) in with)
        {
            environment[name] = value;
        }

        await Turn.WaitAsync();
        try
        {
            string build = Path.Join(Artifacts.Root, "artifacts/bin/Build/debug/Build.dll");
            return await Commands.RunAsync("dotnet", [build, target], new CommandOptions { Folder = Artifacts.Root, HangGuard = TimeSpan.FromMinutes(5), Environment = environment });
        }
        finally
        {
            Turn.Release();
        }
    }

    /// <summary>The file of a secret key without a passphrase, or with one.</summary>
    public async Task<string> MakeKeyAsync(string name, string passphrase = "", string expires = "never")
    {
        Directory.CreateDirectory(Path.Join(folder, name), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        await GpgAsync(name, ["--passphrase", passphrase, "--quick-generate-key", $"{name} <{name}@example.com>", "ed25519", "sign", expires]);
        await GpgAsync(name, ["--passphrase", passphrase, "--armor", "--output", SecretKey(name), "--export-secret-keys"]);
        return SecretKey(name);
    }

    /// <summary>Signs a changed Release anew, as somebody with that key could.</summary>
    public async Task<string> SignedAsync(string release, string key)
    {
        string file = Path.Join(folder, "Release"), signed = Path.Join(folder, "InRelease");
        await File.WriteAllTextAsync(file, release);
        await GpgAsync(key, ["--yes", "--clear-sign", "--output", signed, file]);
        return await File.ReadAllTextAsync(signed);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private string SecretKey(string name) => Path.Join(folder, name + ".asc");

    private async Task GpgAsync(string key, string[] arguments)
    {
        string home = Path.Join(folder, key);
        await Commands.RunAsync("gpg", ["--homedir", home, "--batch", "--pinentry-mode", "loopback", .. arguments]).OrThrow();
        await Commands.RunAsync("gpgconf", ["--homedir", home, "--kill", "all"]).OrThrow();
    }
}
