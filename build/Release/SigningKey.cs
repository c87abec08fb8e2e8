using System.Globalization;

namespace EcrProvider.Build;

/// <summary>The secret key that SIGNING_KEY=FILE names (gpg --export-secret-keys, without a passphrase), in a key ring that lives as long as this object.</summary>
internal sealed class SigningKey : IAsyncDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("ecr-gpg-").FullName;
    private long created;

    private SigningKey()
    {
    }

    public static bool IsGiven => File is { Length: > 0 };

    private static string? File => Environment.GetEnvironmentVariable("SIGNING_KEY");

    /// <exception cref="BuildException">There is none, or gpg does not take it.</exception>
    public static async Task<SigningKey> OpenAsync()
    {
        if (!IsGiven)
        {
            throw new BuildException("SIGNING_KEY=FILE is missing: the secret key to sign with, as `gpg --export-secret-keys --armor ID` writes it", exitCode: 2);
        }

        var key = new SigningKey();
        await key.GpgAsync(["--import", File!]);
        string listed = await Shell.ReadAsync("gpg", "--homedir", key.home, "--batch", "--with-colons", "--list-secret-keys") ?? "";
        string[] fields = listed.Split('\n').FirstOrDefault(line => line.StartsWith("sec:", StringComparison.Ordinal))?.Split(':')
            ?? throw new BuildException($"SIGNING_KEY={File}: there is no secret key in it", exitCode: 2);
        key.created = long.Parse(fields[5], CultureInfo.InvariantCulture);
        return key;
    }

    /// <summary>Writes an armored signature beside a file.</summary>
    /// <param name="at">The time it bears; never before the key's own. The same time gives the same bytes with an Ed25519 key.</param>
    public Task SignAsync(string file, string signature, DateTimeOffset at) =>
        GpgAsync([.. Time(at), "--armor", "--detach-sign", "--output", signature, file]);

    /// <summary>Writes the text with its signature, as InRelease is.</summary>
    public Task ClearSignAsync(string file, string signed, DateTimeOffset at) => GpgAsync([.. Time(at), "--clear-sign", "--output", signed, file]);

    /// <summary>Writes the public key as apt's Signed-By takes it.</summary>
    public Task ExportAsync(string file) => GpgAsync(["--output", file, "--export"]);

    public async ValueTask DisposeAsync()
    {
        await Shell.ReadAsync("gpgconf", "--homedir", home, "--kill", "all");
        Repository.Delete(home);
    }

    private string[] Time(DateTimeOffset at) => ["--faked-system-time", Math.Max(at.ToUnixTimeSeconds(), created).ToString(CultureInfo.InvariantCulture) + "!"];

    private Task GpgAsync(string[] arguments) => Shell.RunAsync("gpg", "gpg", ["--homedir", home, "--batch", "--yes", "--digest-algo", "SHA512", .. arguments]);
}
