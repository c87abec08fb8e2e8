using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using EcrProvider.Host;

namespace EcrProvider.Kubelet;

/// <summary>
/// Kubelet died with our flags and lived without them: the wiring is held back, also after a reboot, until config, program or kubelet
/// is another one.
/// </summary>
/// <param name="Fingerprint">Of config, program and kubelet when it died.</param>
/// <param name="Reason">Kubelet's own last words.</param>
/// <param name="Since">When it died.</param>
internal sealed record Held(string Fingerprint, string Reason, string Since)
{
    private const int Limit = 64 * 1024;

    /// <returns>Null when the wiring is not held, or was for another config, program or kubelet.</returns>
    public static Held? Current(HostContext host, UnitCommand kubelet)
    {
        if (host.Files.Read(NodePaths.Held, Limit).Bytes is not { } content)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
            var held = new Held(Text("fingerprint"), Text("reason"), Text("since"));
            return string.Equals(held.Fingerprint, FingerprintOf(host, kubelet), StringComparison.Ordinal) ? held : null;
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>True when only root can tell whether the wiring is held.</summary>
    public static bool IsHidden(HostContext host) => host.Files.Read(NodePaths.Held, Limit).Problem is not null;

    /// <summary>Holds the wiring from now on.</summary>
    public static void Write(HostContext host, UnitCommand kubelet, string reason)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("fingerprint"u8, FingerprintOf(host, kubelet));
            json.WriteString("reason"u8, reason);
            json.WriteString("since"u8, host.Clock.GetUtcNow().ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
            json.WriteEndObject();
        }

        // It quotes kubelet, which may quote a config.
        host.Files.WritePrivate(NodePaths.Held, content.ToArray());
    }

    public static void Release(HostContext host) => host.Files.Delete(NodePaths.Held);

    public static string FingerprintOf(HostContext host, UnitCommand kubelet)
    {
        string text = string.Join(
            '\n',
            Convert.ToHexStringLower(SHA256.HashData(host.Files.Read(NodePaths.Config, ProviderSetReader.Limit).Bytes ?? [])),
            host.Files.Identity($"{NodePaths.BinFolder}/ecr-credential-provider"),
            host.Files.Identity(kubelet.Program));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
    }
}
