using EcrProvider.Kubelet;

namespace EcrProvider.Doctor.Node;

/// <summary>config.yaml by kubelet's rules.</summary>
internal sealed class ConfigCheck() : Check<NodePatient>("config")
{
    public override Finding Look(NodePatient subject) =>
        subject.Status.ConfigRefusals is [var first, ..] ? Finding.Failed(first.Message) : Finding.Ok($"{NodePaths.Config} is what kubelet accepts");
}
