namespace EcrProvider.Kubelet.Config;

/// <summary>KEP-4412: kubelet sends a token of the pod's service account along (beta and on by default since 1.34).</summary>
internal sealed record ServiceAccountTokenAttributes(
    string ServiceAccountTokenAudience,
    string CacheType,
    bool RequireServiceAccount,
    IReadOnlyList<string> RequiredServiceAccountAnnotationKeys,
    IReadOnlyList<string> OptionalServiceAccountAnnotationKeys);
