using System.Globalization;
using System.Runtime.InteropServices;

namespace EcrProvider.Build;

/// <summary>The secret key that SIGNING_KEY=FILE names (gpg --export-secret-keys, without a passphrase), in a key ring that lives as long as this object.</summary>
internal sealed class SigningKey : IAsyncDisposable
{
    private readonly string home = Directory.CreateTempSubdirectory("ecr-gpg-").FullName;
    private readonly PosixSignalRegistration[] signals;
    private long created;

    private SigningKey() =>
        signals = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, _ => Repository.Delete(home)))];

    public static bool IsGiven => File is { Length: > 0 };

    /// <summary>Of the primary key, 40 hexadecimal digits.</summary>
    public string Fingerprint { get; private set; } = "";

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? Expires { get; private set; }

    private static string? File => Environment.GetEnvironmentVariable("SIGNING_KEY");

    /// <exception cref="BuildException">There is none, or gpg cannot sign with it.</exception>
    public static async Task<SigningKey> OpenAsync()
    {
        if (!IsGiven)
        {
            throw new BuildException("SIGNING_KEY=FILE is missing: the secret key to sign with, as `gpg --export-secret-keys --armor ID` writes it", exitCode: 2);
        }

        var key = new SigningKey();
        try
        {
            await key.ImportAsync(File!);
            return key;
        }
        catch
        {
            await key.DisposeAsync();
            throw;
        }
    }

    /// <summary>Writes an armored signature beside a file.</summary>
    /// <param name="at">The time it bears; never before the key's own. The same time gives the same bytes with an Ed25519 key.</param>
    public Task SignAsync(string file, string signature, DateTimeOffset at) =>
        GpgAsync([.. Time(at), "--armor", "--detach-sign", "--output", signature, file]);

    /// <summary>Writes the text with its signature, as InRelease is.</summary>
    public Task ClearSignAsync(string file, string signed, DateTimeOffset at) => GpgAsync([.. Time(at), "--clear-sign", "--output", signed, file]);

    /// <summary>Writes the public key as apt's Signed-By takes it.</summary>
    public Task ExportAsync(string file) => GpgAsync(["--output", file, "--export", Fingerprint]);

    public async ValueTask DisposeAsync()
    {
        await Shell.ReadAsync("gpgconf", "--homedir", home, "--kill", "all");
        Repository.Delete(home);
        foreach (PosixSignalRegistration signal in signals)
        {
            signal.Dispose();
        }
    }

    private async Task ImportAsync(string file)
    {
        await GpgAsync(["--import", file]);
        string listed = await Shell.ReadAsync("gpg", "--homedir", home, "--batch", "--with-colons", "--list-secret-keys") ?? "";
        string[][] records = [.. listed.Split('\n').Select(line => line.Split(':'))];
        string[][] secret = [.. records.Where(record => record[0] is "sec")];
        if (secret.Length != 1)
        {
            throw new BuildException($"SIGNING_KEY={file}: there are {secret.Length} secret keys in it, expected one", exitCode: 2);
        }

        // Of a subkey too: gpg signs with the newest.
        created = records.Where(record => record[0] is "sec" or "ssb").Max(record => long.Parse(record[5], CultureInfo.InvariantCulture));
        Expires = secret[0][6] is { Length: > 0 } end ? DateTimeOffset.FromUnixTimeSeconds(long.Parse(end, CultureInfo.InvariantCulture)) : null;
        Fingerprint = records.First(record => record[0] is "fpr")[9];

        string trial = Path.Join(home, "trial");
        await System.IO.File.WriteAllTextAsync(trial, "");
        try
        {
            await SignAsync(trial, trial + ".asc", DateTimeOffset.UtcNow);
        }
        catch (BuildException failure)
        {
            throw new BuildException($"SIGNING_KEY={file}: gpg cannot sign with it; it has to be without a passphrase, and not expired. {failure.Message}", exitCode: 2);
        }
    }

    private string[] Time(DateTimeOffset at) => ["--faked-system-time", Math.Max(at.ToUnixTimeSeconds(), created).ToString(CultureInfo.InvariantCulture) + "!"];

    private Task GpgAsync(string[] arguments) =>
        Shell.RunAsync("gpg", "gpg", ["--homedir", home, "--batch", "--yes", "--pinentry-mode", "error", "--digest-algo", "SHA512", .. arguments]);
}
