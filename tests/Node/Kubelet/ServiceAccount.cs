using System.Text;

namespace Node.Kubelet;

/// <summary>The service account that all pods here run as, if $NODE_KUBELET_SERVICE_ACCOUNT names a JSON file {"token":"…","annotations":{…}} (read for each pull).</summary>
internal sealed record ServiceAccount(string Token, IReadOnlyDictionary<string, string> Annotations)
{
    public static ServiceAccount? Current()
    {
        if (Environment.GetEnvironmentVariable("NODE_KUBELET_SERVICE_ACCOUNT") is not { } path || !File.Exists(path)) return null;
        var root = (Dictionary<string, object?>)JsonText.Load(Encoding.UTF8.GetBytes(File.ReadAllText(path)))!;
        var annotations = root.GetValueOrDefault("annotations") as Dictionary<string, object?> ?? [];
        return new((string)root["token"]!, annotations.ToDictionary(pair => pair.Key, pair => (string)pair.Value!, StringComparer.Ordinal));
    }

    /// <summary>Only the annotations that the provider asks for; null if a required one is missing.</summary>
    public ServiceAccount? For(TokenAttributes wanted) => wanted.RequiredKeys.All(Annotations.ContainsKey)
        ? new(Token, new SortedDictionary<string, string>(
            Annotations.Where(pair => wanted.RequiredKeys.Concat(wanted.OptionalKeys).Contains(pair.Key, StringComparer.Ordinal)).ToDictionary(StringComparer.Ordinal),
            StringComparer.Ordinal))
        : null;

    /// <summary>Tells service accounts apart in kubelet's cache.</summary>
    public string CacheKey(TokenAttributes wanted) =>
        string.Join('\n', Annotations.Select(pair => $"{pair.Key}={pair.Value}").Prepend(wanted.CacheType is "Token" ? Token : "account"));
}
