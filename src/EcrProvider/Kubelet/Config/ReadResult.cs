namespace EcrProvider.Kubelet.Config;

/// <summary>A config that kubelet accepts, or every reason why it would not.</summary>
/// <param name="Config">Null when there is a violation.</param>
/// <param name="Violations">In the order of the file.</param>
internal sealed record ReadResult(CredentialProviderConfig? Config, IReadOnlyList<Violation> Violations);
