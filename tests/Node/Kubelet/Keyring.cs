namespace Node.Kubelet;

/// <summary>Kubelet's keyring over all providers: every provider that matches the image is asked, the longest matching auth key comes first.</summary>
internal sealed class Keyring(IReadOnlyList<ProviderPlugin> plugins)
{
    public async Task<IReadOnlyList<Credential>> LookupAsync(string image)
    {
        var found = new List<Credential>();
        foreach (var plugin in plugins) found.AddRange(await plugin.ProvideAsync(image));
        return
        [
            .. found.Select(credential => credential with { Pattern = Key(credential.Pattern) })
                .OrderByDescending(credential => credential.Pattern, StringComparer.Ordinal)
                .Where(credential => ImageMatch.Matches(credential.Pattern, image)),
        ];
    }

    // BasicDockerKeyring.Add: no scheme, and /v1/ or /v2/ is the host alone.
    private static string Key(string pattern)
    {
        var key = pattern.StartsWith("https://", StringComparison.Ordinal) ? pattern[8..] : pattern.StartsWith("http://", StringComparison.Ordinal) ? pattern[7..] : pattern;
        var slash = key.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0) return key;
        var path = key[slash..];
        if (path.StartsWith("/v1/", StringComparison.Ordinal) || path.StartsWith("/v2/", StringComparison.Ordinal)) path = path[3..];
        return path is "/" ? key[..slash] : key[..slash] + path;
    }
}
