using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Doctor.Node;

/// <summary>containerd pulls the pause image itself and asks no credential provider.</summary>
internal sealed class PauseImageCheck() : Check<NodePatient>("pause-image")
{
    public override Finding Look(NodePatient subject)
    {
        string? image = ContainerdHosts.PauseImage(subject.Host.Files);
        return image is not null && Registry.OfImage(image) is { IsPublic: false }
            ? Finding.Warning(DoctorMessages.PauseImage(image, ContainerdHosts.Config))
            : Finding.Ok(image is null ? "containerd's own default" : $"{image}, in no private ECR registry");
    }
}
