namespace EcrProvider.Kubelet.Config;

/// <summary>kubelet.config.k8s.io CredentialProviderConfig.</summary>
/// <param name="ApiVersion">kubelet.config.k8s.io/v1, v1beta1 or v1alpha1.</param>
/// <param name="Providers">At least one.</param>
internal sealed record CredentialProviderConfig(string ApiVersion, IReadOnlyList<CredentialProvider> Providers);
