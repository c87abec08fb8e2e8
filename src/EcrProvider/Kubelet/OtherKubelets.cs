using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Where there is no kubelet.service: kubelets that are run by something else.</summary>
internal static class OtherKubelets
{
    private const string MicroK8s = "/var/snap/microk8s/current/args/kubelet";

    private static readonly string[] Snaps = ["kubelet", "kubelet-eks"];
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

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

        if (host.Files.Exists(MicroK8s))
        {
            return ProviderFlags.Of(LinesOf(host, MicroK8s)).Config is { } config
                ? NodeMessages.SnapNamesProviders("microk8s", config)
                : NodeMessages.MicroK8s(MicroK8s);
        }

        return Array.Find(Snaps, snap => host.Files.Exists($"/snap/{snap}/current/meta/snap.yaml")) is not { } name ? null
            : SettingOf(host, name) is { Length: > 0 } named ? NodeMessages.SnapNamesProviders(name, named)
            : NodeMessages.KubeletOfSnap(name);
    }

    private static string[] LinesOf(HostContext host, string path) => host.Files.Read(path, ProviderSetReader.Limit).Bytes is { } content
        ? Encoding.UTF8.GetString(content).Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        : [];

    // snap(1) fails for what is not set.
    private static string SettingOf(HostContext host, string snap) =>
        host.Processes.Run("snap", ["get", snap, NodePaths.ConfigFlag.TrimStart('-')], Patience).Output.Trim();
}
