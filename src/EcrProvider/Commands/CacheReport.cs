using System.Globalization;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary>What the node keeps, for people and for fleet tools. Nothing of it is a secret.</summary>
/// <param name="host">This process.</param>
/// <param name="kept">The living passwords.</param>
/// <param name="kubelet">When the running kubelet was started, since boot; null: there is none.</param>
internal sealed class CacheReport(HostContext host, IReadOnlyList<CachedToken> kept, TimeSpan? kubelet)
{
    private readonly TimeSpan now = host.SinceBoot();

    public static string Passwords(int count) => string.Create(CultureInfo.InvariantCulture, $"{count} password{(count == 1 ? "" : "s")}");

    public static string Renewed(HostContext host, CachedToken token) => string.Create(
        CultureInfo.InvariantCulture, $"{token.Registry.Region} ({Kind(token)}): new, as {OneLine.Of(token.Identity)}, valid until {Clock(host, token.Expires)}\n");

    /// <summary>The last end of all of them, in the form of every time that we print; null: none is kept.</summary>
    public static string? LastExpiry(HostContext host, IEnumerable<CachedToken> kept) =>
        kept.MaxBy(token => token.Expires) is { } last ? Clock(host, last.Expires) : null;

    public string Text(bool isOn)
    {
        var text = new StringBuilder();
        void Row(string name, string value) => text.Append(CultureInfo.InvariantCulture, $"  {name,-12} {value}\n");

        text.Append(CultureInfo.InvariantCulture, $"{Passwords(kept.Count)} in {TokenCache.Path}{(isOn ? "" : "; none is used or kept (ECR_TOKEN_CACHE=off)")}\n");
        foreach (CachedToken token in kept)
        {
            text.Append(CultureInfo.InvariantCulture, $"{token.Registry.Region} ({Kind(token)})\n");
            Row("identity", OneLine.Of(token.Identity));
            Row("partition", Partition.OfRegion(token.Registry.Region).Name);
            Row("endpoint", token.Endpoint);
            Row("asked for", token.Registry.Host);
            Row("fetched", Clock(host, token.Fetched));
            Row("expires", Clock(host, token.Expires));
            Row("state", State(token) switch
            {
                "fresh" => $"fresh: it is answered until {Clock(host, token.Fetched + (token.Life / 2))}",
                "renew" => "renew: the next pull asks for a new one",
                _ => "fall-back: it is older than the running kubelet, whose next pull asks for a new one",
            });
        }

        return text.ToString();
    }

    /// <summary>The field names are documented in docs/security.md; what is there stays, more may come.</summary>
    public string Json(bool isOn, Message? problem) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteBoolean("enabled"u8, isOn);
        json.WriteString("folder"u8, TokenCache.Path);
        JsonOutput.Write(json, "problem", problem);
        json.WriteStartArray("entries"u8);
        foreach (CachedToken token in kept)
        {
            json.WriteStartObject();
            json.WriteString("region"u8, token.Registry.Region);
            json.WriteString("kind"u8, Kind(token));
            json.WriteString("partition"u8, Partition.OfRegion(token.Registry.Region).Name);
            json.WriteString("endpoint"u8, token.Endpoint);
            json.WriteString("registry"u8, token.Registry.Host);
            json.WriteString("identity"u8, OneLine.Of(token.Identity));
            json.WriteString("fetched_at"u8, Clock(host, token.Fetched));
            json.WriteString("expires_at"u8, Clock(host, token.Expires));
            json.WriteString("state"u8, State(token));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static string Kind(CachedToken token) => token.Registry.IsPublic ? "public" : "private";

    // Times are kept since boot; the clock may have been set since.
    private static string Clock(HostContext host, TimeSpan sinceBoot) =>
        (host.Clock.GetUtcNow() + (sinceBoot - host.SinceBoot())).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);

    private string State(CachedToken token) => token.IsFresh(now, kubelet) ? "fresh" : token.IsFresh(now, notBefore: null) ? "fall-back" : "renew";
}
