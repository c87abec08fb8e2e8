using EcrProvider.Aws.Identity;

namespace EcrProvider.Doctor.Pull;

/// <summary>Which source of credentials is set up for this registry; nobody is asked yet.</summary>
internal sealed class SourceCheck() : Check<RegistryPatient>("source", "endpoint")
{
    public override Finding Look(RegistryPatient subject)
    {
        subject.Source = IdentityChain.Choose(subject.Host, subject.Settings, subject.Registry);
        return Finding.Ok(subject.Source.Key);
    }
}
