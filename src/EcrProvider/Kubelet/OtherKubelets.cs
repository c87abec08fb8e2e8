using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Where there is no kubelet.service: kubelets that are run by something else.</summary>
internal static class OtherKubelets
{
    private const string MicroK8s = "/var/snap/microk8s/current/args/kubelet";

    private static readonly string[] Snaps = ["kubelet", "kubelet-eks"];

    /// <returns>What there is to know about the one that is here; null when none is.</returns>
    public static Message? Find(HostContext host)
    {
        foreach (string unit in host.IsLive ? RancherGuard.Units : [])
        {
            if (new KubeletUnit(host, unit).IsLoaded)
            {
                return RancherGuard.IsInPlace(host) ? NodeMessages.RancherStartedWith(unit) : NodeMessages.RancherStartedWithout(unit);
            }
        }

        return host.Files.Exists(MicroK8s) ? NodeMessages.MicroK8s(MicroK8s)
            : Array.Find(Snaps, snap => host.Files.Exists($"/snap/{snap}/current/meta/snap.yaml")) is { } name ? NodeMessages.KubeletOfSnap(name)
            : null;
    }
}
