using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Doctor.Pull;

/// <summary>Whose registry it is, and that kubelet's config leads its images to us.</summary>
internal sealed class RegistryCheck() : Check<RegistryPatient>("registry")
{
    public override Finding Look(RegistryPatient subject)
    {
        Registry registry = subject.Registry;
        if (subject.Entry is null && !subject.HasNoConfig)
        {
            return Finding.Failed(DoctorMessages.NoEntry(subject.Image));
        }

        string partition = Partition.OfRegion(registry.Region).Name;
        return Finding.Ok(registry.IsPublic ? "ECR Public" : $"account {registry.Account}, region {registry.Region}, partition {partition}");
    }
}
