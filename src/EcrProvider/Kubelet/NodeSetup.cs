using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Puts the drop-in in effect: what postinst calls.</summary>
internal static class NodeSetup
{
    private static readonly TimeSpan ForExec = TimeSpan.FromSeconds(10);

    /// <returns>One receipt line; a <see cref="Message"/> instead when kubelet runs and does not carry our flags.</returns>
    /// <exception cref="ProviderException">ECR409: systemctl failed.</exception>
    public static (string? Receipt, Message? Problem) Run(HostContext host, string unitName)
    {
        var unit = new KubeletUnit(host, unitName);
        if (!unit.SystemdRuns)
        {
            return ("systemd does not run here; kubelet is wired when the node boots", null);
        }

        host.Files.Delete(NodePaths.Mask(unitName));
        unit.DaemonReload();
        if (!unit.IsLoaded)
        {
            return ($"no {unitName} here yet; it is wired as soon as there is one", null);
        }

        if (!unit.IsRunning)
        {
            return ($"{unitName} does not run; it is wired at its next start", null);
        }

        if (unit.CarriesOurFlags() && Compose.IsCurrent(host, unitName))
        {
            return ($"{unitName} is wired already and was not restarted", null);
        }

        // What kubelet would be started without is known before: a restart for nothing is one too many.
        (_, IReadOnlyList<Message> refusals) = ProviderSetReader.Read(host, NodePaths.Config, NodePaths.BinFolder, unit.Version());
        if (refusals.Count > 0)
        {
            return (null, refusals[0]);
        }

        int before = unit.MainProcess();
        unit.TryRestart();
        if (before != 0 && unit.MainProcess() == before)
        {
            return ($"{unitName} was not restarted (policy-rc.d forbids it); it is wired at its next start", null);
        }

        if (WaitForFlags(host, unit))
        {
            return ($"{unitName} restarted and wired; watch it answer: journalctl -f -t ecr-credential-provider", null);
        }

        return (null, NodeMessages.NotWired(unitName));
    }

    // try-restart returns when systemd has forked; until the exec, /proc shows systemd's own command line.
    private static bool WaitForFlags(HostContext host, KubeletUnit unit)
    {
        long start = host.Clock.GetTimestamp();
        do
        {
            if (unit.CarriesOurFlags())
            {
                return true;
            }

            Thread.Sleep(50);
        }
        while (host.Files.Exists(NodePaths.ComposedEnvironment) && host.Clock.GetElapsedTime(start) < ForExec);
        return false;
    }
}
