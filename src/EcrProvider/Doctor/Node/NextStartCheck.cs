using EcrProvider.Kubelet;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>What the live kubelet has loaded is what its next start would load.</summary>
internal sealed class NextStartCheck() : Check<NodePatient>("next-start", "wiring")
{
    public override Finding Look(NodePatient subject)
    {
        if (!subject.Unit.IsLoaded)
        {
            return Finding.Skipped($"no {NodePaths.KubeletUnit}");
        }

        byte[]? loaded = subject.Host.Files.Read(NodePaths.ComposedConfig, ProviderSetReader.Limit).Bytes;
        return subject.Plan.Wiring?.Config is not { } next ? Finding.Failed(subject.Plan.Remarks[0])
            : loaded is not null && !next.AsSpan().SequenceEqual(loaded) ? Finding.Warning(DoctorMessages.ConfigChanged(NodePaths.KubeletUnit))
            : subject.Plan.Remarks is [var remark, ..] ? Finding.Warning(remark)
            : Finding.Ok($"the same providers as now: {string.Join(", ", subject.Config?.Providers.Select(provider => provider.Name) ?? [])}");
    }
}
