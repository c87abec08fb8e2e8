using EcrProvider.Kubelet;

namespace EcrProvider.Doctor.Node;

/// <summary>The live kubelet carries our flags: the reason of <c>node status</c>.</summary>
internal sealed class WiringCheck() : Check<NodePatient>("wiring", "kubelet", "drop-in", "config")
{
    public override Finding Look(NodePatient subject)
    {
        NodeStatus status = subject.Status;
        return !subject.Unit.SystemdRuns ? Finding.Skipped(NodePatient.NoSystemd)
            : subject.Elsewhere is not null ? Finding.Ok("what it was started with cannot be seen from here")
            : status.Reason is { } reason ? Finding.Failed(reason)
            : Finding.Ok($"process {status.Process} carries {string.Join(' ', status.Flags.Arguments)}");
    }
}
