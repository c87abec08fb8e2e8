using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;

namespace EcrProvider.Commands;

/// <summary>What kubelet would say of a config file.</summary>
/// <param name="File">Its absolute path.</param>
/// <param name="Config">Null when it is refused.</param>
/// <param name="Refusals">Every reason; empty when it is accepted.</param>
internal sealed record ConfigVerdict(string File, CredentialProviderConfig? Config, IReadOnlyList<Refusal> Refusals)
{
    public bool IsValid => Config is not null;
}
