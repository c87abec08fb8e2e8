using EcrProvider.Host;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>Takes our flags out of kubelet while our files are still there: what prerm calls. What no package brought it takes away too.</summary>
internal static class NodeRemove
{
    /// <returns>One receipt line.</returns>
    public static string Run(HostContext host, string unitName)
    {
        var unit = new KubeletUnit(host, unitName);
        string receipt = unit.SystemdRuns ? Unwire(host, unit) : "systemd does not run here; nothing to unwire";
        receipt += RancherGuard.Remove(host);
        if (Installation.IsPackaged(host))
        {
            return receipt;
        }

        Installation.TakeAway(host, unitName);
        if (unit.SystemdRuns)
        {
            unit.DaemonReload();
        }

        return $"{receipt}; our files are gone but for {NodePaths.Config} and {ProviderSettings.Path}";
    }

    private static string Unwire(HostContext host, KubeletUnit unit)
    {
        unit.StopMending();
        bool wired = unit.CarriesOurFlags();
        host.Files.Link(NodePaths.Mask(unit.Name), "/dev/null");
        unit.DaemonReload();
        host.Files.Delete(NodePaths.ComposedEnvironment);
        if (!wired)
        {
            return $"{unit.Name} does not carry our flags and was not restarted";
        }

        unit.TryRestart();
        return unit.CarriesOurFlags()
            ? $"{unit.Name} was not restarted (policy-rc.d forbids it) and carries our flags until its next start"
            : $"{unit.Name} restarted without our flags";
    }
}
