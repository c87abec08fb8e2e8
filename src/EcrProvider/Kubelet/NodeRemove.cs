using EcrProvider.Host;

namespace EcrProvider.Kubelet;

/// <summary>Takes our flags out of kubelet while our files are still there: what prerm calls.</summary>
internal static class NodeRemove
{
    /// <returns>One receipt line.</returns>
    public static string Run(HostContext host, string unitName)
    {
        var unit = new KubeletUnit(host, unitName);
        if (!unit.SystemdRuns)
        {
            return "systemd does not run here; nothing to unwire";
        }

        unit.StopMending();
        bool wired = unit.CarriesOurFlags();
        host.Files.Link(NodePaths.Mask(unitName), "/dev/null");
        unit.DaemonReload();
        host.Files.Delete(NodePaths.ComposedEnvironment);
        if (!wired)
        {
            return $"{unitName} does not carry our flags and was not restarted";
        }

        unit.TryRestart();
        return unit.CarriesOurFlags()
            ? $"{unitName} was not restarted (policy-rc.d forbids it) and carries our flags until its next start"
            : $"{unitName} restarted without our flags";
    }
}
