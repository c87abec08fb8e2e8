using EcrProvider.Kubelet;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>Our drop-in is in effect on the unit as systemd has it loaded, and nothing after it beats it.</summary>
internal sealed class DropInCheck() : Check<NodePatient>("drop-in")
{
    public override Finding Look(NodePatient subject)
    {
        if (!subject.Unit.IsLoaded)
        {
            return Finding.Skipped($"no {NodePaths.KubeletUnit}");
        }

        DropIn dropIn = subject.Status.DropIn;
        Message? problem = dropIn.Problem
            ?? (UnitEnvironment.Beats(subject.Host, subject.Unit, StartPlan.ExtraArguments) is { } later ? NodeMessages.LaterEnvironmentFile(later, StartPlan.ExtraArguments) : null);
        return problem is null
            ? Finding.Ok($"{dropIn.Path} in effect; loaded in this order: {string.Join(", ", subject.Unit.DropIns.Select(path => Path.GetFileName(path)))}")
            : Finding.Failed(problem);
    }
}
