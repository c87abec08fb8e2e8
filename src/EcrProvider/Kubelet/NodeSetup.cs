using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Puts the drop-in in effect and watches kubelet take it: what postinst calls, and what mends a wiring that was left out.</summary>
internal sealed class NodeSetup(HostContext host, string unitName)
{
    private static readonly TimeSpan ForExec = TimeSpan.FromSeconds(10);

    // A kubelet that dies of something does so sooner; healthz is switched off on some nodes.
    private static readonly TimeSpan ShortLife = TimeSpan.FromSeconds(8);
    private static readonly TimeSpan LongLife = TimeSpan.FromSeconds(60);

    private readonly KubeletUnit unit = new(host, unitName);

    /// <param name="mend">Only a kubelet that does not carry our flags is restarted.</param>
    /// <param name="anew">A wiring that is held back is tried once more.</param>
    /// <returns>What there is to say.</returns>
    /// <exception cref="ProviderException">ECR409: systemctl failed.</exception>
    public SetupOutcome Run(bool mend, bool anew)
    {
        if (!mend && !Installation.IsPackaged(host))
        {
            Installation.PutInPlace(host, unitName);
        }

        if (!unit.SystemdRuns)
        {
            return SetupOutcome.Fine("systemd does not run here; kubelet is wired when the node boots");
        }

        if (!mend)
        {
            host.Files.Delete(NodePaths.Mask(unitName));
            unit.DaemonReload();
        }

        if (!unit.IsLoaded)
        {
            return OtherKubelets.Find(host) is { } other ? SetupOutcome.NotWired(other)
                : SetupOutcome.Fine($"no {unitName} here yet; it is wired as soon as there is one");
        }

        if (mend)
        {
            HoldAfterTrial();
            if (unit.CarriesOurFlags() || !unit.IsRunning)
            {
                unit.StopMending();
            }
        }

        if (!unit.IsRunning)
        {
            return SetupOutcome.Fine($"{unitName} does not run; it is wired at its next start");
        }

        if (unit.CarriesOurFlags() && (mend || Compose.IsCurrent(host, unitName)))
        {
            return SetupOutcome.Fine($"{unitName} is wired already and was not restarted");
        }

        if (mend && unit.MainProcess() == 0)
        {
            return SetupOutcome.Fine($"{unitName} is restarted by systemd; it is wired at its next start if nothing hinders it");
        }

        if (anew)
        {
            Held.Release(host);
            CrashLoop.Forget(host);
        }

        if (Hindrance() is { } why)
        {
            return SetupOutcome.NotWired(why);
        }

        if (!NodeSettings.MayRestart(host))
        {
            // Nothing is left for the timer to do.
            unit.StopMending();
            return NodeSettings.Refusal(host) is { } refusal
                ? SetupOutcome.NotWired(NodeMessages.NotRestarted(unitName, refusal))
                : SetupOutcome.Fine($"{unitName} was not restarted (ECR_RESTART_KUBELET=no); it is wired at its next start");
        }

        return mend && !MendOnce() ? SetupOutcome.NotWired(NodeMessages.StartedWithout(unitName, unit.LastRemark())) : Restart();
    }

    // What kubelet would be started without is known before: a restart for nothing is one too many.
    private Message? Hindrance() => DropIn.Of(host, unit).Problem
        ?? (StartPlan.Make(host, unit, UnitEnvironment.WithoutOurs(host, unit)) is { IsWired: false } plan ? plan.Remarks[0] : null);

    // Kubelet was started without our flags to see whether it lives. The timer's next looks are what waits for it.
    private void HoldAfterTrial()
    {
        if (unit.Command() is { } command
            && CrashLoop.Current(host, command) is { IsTrial: true } loop
            && unit.MainProcess() != 0
            && host.SinceBoot() - loop.Start is var age
            && (age >= LongLife || (age >= ShortLife && new KubeletHealth(host, unit).Answers())))
        {
            Held.Write(host, command, loop.Reason);
            CrashLoop.Forget(host);
        }
    }

    // What start left out and setup would wire again is restarted for once, not at each tick: the plan may be wrong about the next start too.
    private bool MendOnce()
    {
        string inputs = Compose.Inputs(host, unitName);
        if (host.Files.Read(NodePaths.Mended, ProviderSetReader.Limit).Bytes is { } before
            && string.Equals(Encoding.UTF8.GetString(before), inputs, StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            host.Files.WritePrivate(NodePaths.Mended, Encoding.UTF8.GetBytes(inputs));
            return true;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // compose could not write there either.
            return false;
        }
    }

    private SetupOutcome Restart()
    {
        var health = new KubeletHealth(host, unit);
        bool wasHealthy = health.Answers();
        int before = unit.MainProcess();
        unit.TryRestart();
        if (before != 0 && unit.MainProcess() == before)
        {
            return SetupOutcome.Fine($"{unitName} was not restarted (policy-rc.d forbids it); it is wired at its next start");
        }

        if (!WaitForFlags())
        {
            return SetupOutcome.NotWired(NodeMessages.NotWired(unitName));
        }

        if (!wasHealthy)
        {
            // Before kubeadm init it never is, and what it dies of then says nothing about us.
            return SetupOutcome.Fine($"{unitName} restarted and wired; it was not healthy before, so whether it is now was not waited for: see ecr-credential-provider node status");
        }

        if (health.Becomes())
        {
            Held.Release(host);
            return !unit.CarriesOurFlags()
                ? SetupOutcome.NotWired(NodeMessages.NotWired(unitName))
                : SetupOutcome.Fine($"{unitName} restarted and wired; watch it answer: journalctl -f -t ecr-credential-provider");
        }

        return TakeOut(health);
    }

    private SetupOutcome TakeOut(KubeletHealth health)
    {
        string reason = unit.LastWords();
        Held.Write(host, unit.Command()!, reason);
        unit.TryRestart();
        if (health.Becomes())
        {
            return SetupOutcome.HeldBack(NodeMessages.Held("now", reason));
        }

        // It does not live without us either: not our doing, and nothing to hold.
        Held.Release(host);
        return SetupOutcome.Fine($"{unitName} is wired, and is healthy neither with our flags nor without: see journalctl -u {unitName}");
    }

    // try-restart returns when systemd has forked; until the exec, /proc shows systemd's own command line. A kubelet that dies at once was
    // given our flags too, although nobody saw it with them.
    private bool WaitForFlags()
    {
        int process = unit.MainProcess();
        long start = host.Clock.GetTimestamp();
        while (host.Clock.GetElapsedTime(start) < ForExec)
        {
            if (unit.CarriesOurFlags())
            {
                return true;
            }

            if (!host.Files.Exists(NodePaths.ComposedEnvironment))
            {
                return false;
            }

            if (process == 0 || unit.MainProcess() != process)
            {
                return true;
            }

            Thread.Sleep(50);
        }

        return false;
    }
}
