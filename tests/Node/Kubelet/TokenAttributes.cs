namespace Node.Kubelet;

/// <summary>How a provider gets service account tokens (KEP-4412).</summary>
internal sealed record TokenAttributes(string Audience, string CacheType, bool? RequireServiceAccount, IReadOnlyList<string> RequiredKeys, IReadOnlyList<string> OptionalKeys);
