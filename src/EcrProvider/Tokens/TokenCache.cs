using System.Buffers;
using System.Text.Json;
using EcrProvider.Host;
using EcrProvider.Messages;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Tokens;

/// <summary>One key's entry in the folder: the token, the lock of whoever asks ECR for it, and why he got none.</summary>
internal sealed class TokenCache : IDisposable
{
    public const string Path = "/run/ecr-credential-provider/tokens";
    public const string TokenEnding = ".token";
    public const string LockEnding = ".lock";

    public const int Limit = 64 * 1024;

    /// <summary>A lock that is not given back by then belongs to a process that hangs: ECR is asked without it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    private const string FailureEnding = ".failure";

    private readonly HostContext host;
    private readonly PrivateFolder? folder;
    private readonly string key;
    private readonly string name;
    private SafeFileHandle? held;

    /// <summary>Where the folder cannot be used there is no cache: nothing is found, kept or waited for, and ECR is asked.</summary>
    public TokenCache(HostContext host, string key)
    {
        (this.host, this.key, name) = (host, key, CacheKey.FileName(key));
        folder = host.Files.MakePrivate(Path);
    }

    public string Key => key;

    /// <returns>The living token; null when there is none.</returns>
    public CachedToken? Find() =>
        folder?.Read(name + TokenEnding, Limit) is { } bytes && CachedToken.Read(bytes) is { } token
            && string.Equals(token.Key, key, StringComparison.Ordinal) && token.IsAlive(host.SinceBoot()) ? token : null;

    /// <summary>Waits until this process may ask ECR, or another one has done it.</summary>
    /// <param name="notBefore">What was fetched earlier does not do.</param>
    /// <param name="begin">Since when this process waits; null: since now.</param>
    /// <returns>What another process got, or why it got none; both null: it is this process's turn.</returns>
    public (CachedToken? Token, Message? Failure) Queue(TimeSpan? notBefore, TimeSpan? begin = null)
    {
        TimeSpan since = host.SinceBoot();
        int left = (int)(Patience / Pause);
        held = folder?.OpenLock(name + LockEnding);
        while (held is not null)
        {
            bool mine = PrivateFolder.TryLock(held);
            TimeSpan now = host.SinceBoot();
            if (Find() is { } other && other.IsFresh(now, notBefore))
            {
                return (other, null);
            }

            if (FailureAfter(since) is { } failure)
            {
                return (null, failure);
            }

            if (mine || now - (begin ?? since) >= Patience || left-- == 0)
            {
                break;
            }

            Thread.Sleep(Pause);
        }

        return (null, null);
    }

    public void Store(CachedToken token)
    {
        folder?.Write(name + TokenEnding, token.Write());
        folder?.Delete(name + FailureEnding);
        Tidy();
    }

    public void Forget() => folder?.Delete(name + TokenEnding);

    /// <summary>For those who queue by now: asking 50 times what was refused a moment ago helps nobody.</summary>
    public void Fail(Message why)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key"u8, key);
            json.WriteNumber("at"u8, host.SinceBoot().Ticks);
            json.WriteString("id"u8, why.Id);
            json.WriteString("text"u8, OneLine.Of(why.Text)); // without the passwords of URLs
            json.WriteString("remedy"u8, OneLine.Of(why.Remedy));
            json.WriteEndObject();
        }

        folder?.Write(name + FailureEnding, buffer.WrittenSpan);
    }

    public void Dispose()
    {
        held?.Dispose();
        folder?.Dispose();
    }

    /// <summary>
    /// What nobody will ask for again: passwords that have ended, with what lies beside them, and the half of one that a killed process of this key wrote.
    /// </summary>
    private void Tidy()
    {
        foreach (string file in folder?.Names() ?? [])
        {
            bool isHalf = file.StartsWith(name, StringComparison.Ordinal) && file.EndsWith(PrivateFolder.TemporaryEnding, StringComparison.Ordinal);
            bool hasEnded = file.EndsWith(TokenEnding, StringComparison.Ordinal)
                && folder?.Read(file, Limit) is { } bytes && CachedToken.Read(bytes)?.IsAlive(host.SinceBoot()) is false;
            if (isHalf || hasEnded)
            {
                folder?.Delete(file);
            }

            if (hasEnded)
            {
                string beside = file[..^TokenEnding.Length];
                folder?.Delete(beside + LockEnding);
                folder?.Delete(beside + FailureEnding);
            }
        }
    }

    private Message? FailureAfter(TimeSpan since) =>
        folder?.Read(name + FailureEnding, Limit) is { } bytes && FlatJson.Read(bytes) is { } failure
            && string.Equals(failure.Text("key"), key, StringComparison.Ordinal) && failure.Time("at") > since && failure.Time("at") <= host.SinceBoot()
            && failure.Text("id") is { Length: 6 } id && failure.Text("text") is { } text && failure.Text("remedy") is { } remedy
            ? new Message(id, text, remedy)
            : null;
}
