using System.Security.Cryptography;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>
/// What kubelet.service's ExecStartPre= runs at every start: writes what kubelet will read to /run, or nothing, and then kubelet
/// starts without us. Its environment is the unit's: KUBELET_EXTRA_ARGS is what the admin has, because last time's file was removed before.
/// </summary>
internal static class Compose
{
    // The drop-in gives compose 8 s, and kubelet is asked too.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    /// <returns>0: kubelet will carry our flags. 1: it will not; the journal says why.</returns>
    public static int Run(HostContext host, string unit)
    {
        // The removal of the package masks the drop-in before it restarts kubelet; systemd may not have read that, e.g. when /run is full.
        bool leaving = host.Files.LinkTarget(NodePaths.Mask(unit)) is not null;
        (bool wired, IReadOnlyList<Message> remarks) = leaving ? (false, []) : Write(host, unit);
        if (!RancherGuard.Is(unit))
        {
            remarks = [.. remarks, .. Admit(host, wired || leaving || !NodeSettings.IsStrict(host))];
        }

        foreach (Message remark in remarks)
        {
            Report.Write(host, wired ? JournalPriority.Warning : JournalPriority.Error, remark, ("UNIT", unit));
        }

        return wired ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>True when what is in /run was composed from the config and under the drop-in that are there now.</summary>
    public static bool IsCurrent(HostContext host, string unit)
    {
        byte[]? composed = host.Files.Read(NodePaths.ComposedEnvironment, ProviderSetReader.Limit).Bytes;
        return composed is not null && Encoding.UTF8.GetString(composed).StartsWith(Header(host, unit), StringComparison.Ordinal);
    }

    /// <summary>Another value when config or drop-in are others.</summary>
    public static string Inputs(HostContext host, string unit)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (string path in (string[])[NodePaths.Config, NodePaths.DropIn(unit)])
        {
            byte[] content = host.Files.Read(path, ProviderSetReader.Limit).Bytes ?? [];
            hash.AppendData(BitConverter.GetBytes(content.Length));
            hash.AppendData(content);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static (bool Wired, IReadOnlyList<Message> Remarks) Write(HostContext host, string unitName)
    {
        try
        {
            var unit = new KubeletUnit(host, unitName, Patience);
            if (RancherGuard.Is(unitName))
            {
                IReadOnlyList<Message> hindrances = RancherGuard.Compose(host, unit);
                return (hindrances.Count == 0, hindrances);
            }

            host.Files.MakePublic(NodePaths.RuntimeFolder);
            host.Files.Delete(NodePaths.ComposedEnvironment);

            // Where the admin rather has no kubelet than one without us, it is not tried without us.
            CrashLoop? loop = NodeSettings.IsStrict(host) ? null : CrashLoop.Count(host, unit);
            StartPlan plan = host.IsLive ? StartPlan.Make(host, unit, host.Environment) : StartPlan.OfNextStart(host, unitName);
            if (plan is not { Wiring: { Config: { } config } wiring, Assignment: { } assignment })
            {
                if (loop is not { IsTrial: true })
                {
                    // What kubelet does without our flags is no matter of ours.
                    CrashLoop.Forget(host);
                }

                return (false, plan.Remarks);
            }

            host.Files.WritePrivate(NodePaths.ComposedConfig, config);
            host.Files.ReplaceLinks(NodePaths.ComposedBinFolder, wiring.Links);

            // Last: it is what makes kubelet read the others.
            host.Files.WritePrivate(NodePaths.ComposedEnvironment, Encoding.UTF8.GetBytes(Header(host, unitName) + assignment + "\n"));
            host.Files.Delete(NodePaths.Mended);
            return (true, loop is { Phase: CrashLoop.Phases.NotOurs } ? [.. plan.Remarks, NodeMessages.DiesWithoutToo(unitName)] : plan.Remarks);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return (false, [NodeMessages.CannotWrite(NodePaths.RuntimeFolder, trouble.Message)]);
        }
    }

    // The drop-in refuses kubelet already where it reads strict, for the case that we cannot run at all.
    private static IEnumerable<Message> Admit(HostContext host, bool admitted)
    {
        try
        {
            if (admitted)
            {
                host.Files.Delete(NodePaths.Refused);
            }
            else
            {
                host.Files.Write(NodePaths.Refused, []);
            }

            return [];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return [NodeMessages.CannotWrite(NodePaths.Refused, trouble.Message)];
        }
    }

    private static string Header(HostContext host, string unit) =>
        $"# Written by ecr-credential-provider at each start of {unit}.\n# inputs sha256:{Inputs(host, unit)}\n";
}
