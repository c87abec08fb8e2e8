using EcrProvider.Tokens;

namespace EcrProvider.Plugin;

/// <summary>What kubelet writes to the plugin's standard input (credentialprovider.kubelet.k8s.io).</summary>
/// <param name="ApiVersion">v1, v1beta1 or v1alpha1 of credentialprovider.kubelet.k8s.io; the answer carries the same.</param>
/// <param name="Image">The image without tag and digest.</param>
/// <param name="ServiceAccount">Of the pod, when the provider's config has tokenAttributes (KEP-4412); else null.</param>
internal sealed record CredentialProviderRequest(string ApiVersion, string Image, ServiceAccount? ServiceAccount);
