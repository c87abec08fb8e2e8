namespace Node.Kubelet;

/// <summary>A CredentialProviderResponse.</summary>
internal sealed record PluginResponse(string CacheKeyType, string? CacheDurationText, IReadOnlyList<Credential> Auth)
{
    /// <summary>Nanoseconds; null: the provider's default.</summary>
    public long? CacheDuration => CacheDurationText is null ? null : GoDuration.Parse(CacheDurationText);

    /// <summary>Reads what a plugin wrote to stdout.</summary>
    /// <exception cref="RefusedException">With the reason that kubelet logs.</exception>
    public static PluginResponse Parse(ReadOnlySpan<byte> stdout, string apiVersion)
    {
        StrictObject root;
        string kind, actual;
        try
        {
            root = StrictObject.Of(JsonText.Load(stdout), "");
            (kind, actual) = (root.Text("kind"), root.Text("apiVersion"));
        }
        catch (RefusedException e)
        {
            throw new RefusedException($"error reading GVK from response: {e.Message}");
        }

        if (!string.Equals(actual, apiVersion, StringComparison.Ordinal))
        {
            throw new RefusedException($"apiVersion from credential plugin response did not match expected apiVersion:{apiVersion}, actual apiVersion:{actual}");
        }

        try
        {
            if (kind is not "CredentialProviderResponse") throw new RefusedException("unexpected kind");
            return root.Read(Read);
        }
        catch (RefusedException)
        {
            // Kubelet gives no reason here: the response may hold credentials.
            throw new RefusedException("error decoding credential provider plugin response from stdout");
        }
    }

    private static PluginResponse Read(StrictObject root)
    {
        var duration = root.OptionalText("cacheDuration");
        if (duration is not null && GoDuration.Parse(duration) is null) throw new RefusedException("invalid duration");
        var auth = root.Map("auth", entry => (Username: entry.Text("username"), Password: entry.Text("password")));
        return new(root.Text("cacheKeyType"), duration, [.. auth.Select(pair => new Credential(pair.Key, pair.Value.Username, pair.Value.Password, FromCache: false))]);
    }
}
