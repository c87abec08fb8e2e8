using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Doctor.Pull;

/// <summary>containerd offers the password to the registry and nobody else. An alias is refused for that; a registry's own name is not.</summary>
internal sealed class HostsTomlCheck() : Check<RegistryPatient>("hosts-toml", "registry")
{
    public override Finding Look(RegistryPatient subject)
    {
        Registry registry = subject.Registry;
        ContainerdHosts asked = ContainerdHosts.Of(subject.Host.Files, ImageHost.Of(registry.Host)!);
        string[] others = [.. asked.Urls.Where(url => Registry.OfImage(url.Authority)?.IsSame(registry) is not true && !string.Equals(url.Authority, registry.Host, StringComparison.Ordinal)).Select(url => url.GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal)];
        return others.Length > 0
            ? Finding.Warning(DoctorMessages.OthersAreOffered(registry.Host, string.Join(", ", others), asked.File ?? asked.OwnFile))
            : Finding.Ok(asked.File is null ? "no hosts.toml: containerd asks the registry" : $"{asked.File} leads to the registry alone");
    }
}
