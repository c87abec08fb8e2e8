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

        ConfigDecision decision = ConfigDecision.Of(host);
        if (unit.CarriesOurFlags() && IsCurrent(host, unitName, decision))
        {
            return ($"{unitName} is wired already and was not restarted", null);
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

        return (null, decision.Refusals.Count > 0 ? decision.Refusals[0] : NodeMessages.NotWired(unitName));
    }

    private static bool IsCurrent(HostContext host, string unitName, ConfigDecision decision)
    {
        ReadOnlySpan<byte> loaded = host.Files.Read(NodePaths.ComposedConfig, ConfigDecision.Limit).Bytes;
        return decision.Json is { } next && loaded.SequenceEqual(next) && Compose.IsOfThisDropIn(host, unitName);
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
