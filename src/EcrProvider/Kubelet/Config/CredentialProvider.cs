namespace EcrProvider.Kubelet.Config;

/// <summary>One entry of <see cref="CredentialProviderConfig"/>, with kubelet's field names.</summary>
/// <param name="Name">The file name of the plugin in the bin-dir.</param>
/// <param name="MatchImages">At least one: globs by dot-separated part, a port, a path prefix.</param>
/// <param name="DefaultCacheDuration">A Go duration, as written.</param>
/// <param name="ApiVersion">credentialprovider.kubelet.k8s.io/v1, v1beta1 or v1alpha1.</param>
internal sealed record CredentialProvider(
    string Name,
    IReadOnlyList<string> MatchImages,
    string DefaultCacheDuration,
    string ApiVersion,
    IReadOnlyList<string> Args,
    IReadOnlyList<ExecEnvVar> Env,
    ServiceAccountTokenAttributes? TokenAttributes);
