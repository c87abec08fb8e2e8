using EcrProvider.Kubelet;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>There is a kubelet that can be wired, and it runs.</summary>
internal sealed class UnitCheck() : Check<NodePatient>("kubelet")
{
    public override Finding Look(NodePatient subject)
    {
        NodeStatus status = subject.Status;
        return !subject.Unit.SystemdRuns ? Finding.Skipped(NodePatient.NoSystemd)
            : subject.Elsewhere is { } elsewhere ? Finding.Ok(elsewhere.Text)
            : !subject.Unit.IsLoaded ? Finding.Failed(status.Reason ?? NodeMessages.NoUnit(status.Unit, status.State))
            : status.Process == 0 ? Finding.Failed(NodeMessages.NotRunning(status.Unit, status.State))
            : Finding.Ok($"{status.Unit} is {status.State}, process {status.Process}");
    }
}
