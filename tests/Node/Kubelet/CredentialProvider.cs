namespace Node.Kubelet;

/// <summary>One entry of a CredentialProviderConfig.</summary>
/// <param name="Name">The executable's name in the bin-dir.</param>
/// <param name="ApiVersion">The version of request and response.</param>
/// <param name="MatchImages">Patterns of images.</param>
/// <param name="DefaultCacheDuration">Nanoseconds; null: absent.</param>
/// <param name="Args">Arguments of the executable.</param>
/// <param name="Env">Added to its environment.</param>
/// <param name="TokenAttributes">Present: it wants a service account token.</param>
internal sealed record CredentialProvider(
    string Name,
    string ApiVersion,
    IReadOnlyList<string> MatchImages,
    long? DefaultCacheDuration,
    IReadOnlyList<string> Args,
    IReadOnlyList<(string Name, string Value)> Env,
    TokenAttributes? TokenAttributes);
