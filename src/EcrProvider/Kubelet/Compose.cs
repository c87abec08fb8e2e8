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
    /// <returns>0: kubelet will carry our flags. 1: it will not; the journal says why.</returns>
    public static int Run(HostContext host, string unit)
    {
        (bool wired, IReadOnlyList<Message> remarks) = Write(host, unit);
        if (!wired)
        {
            LeftOut(host);
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
        host.Files.Delete(NodePaths.ComposedEnvironment);
        StartPlan plan = StartPlan.Make(host, new KubeletUnit(host, unitName), host.Environment);
        if (plan is not { Wiring: { Config: { } config } wiring, Assignment: { } assignment })
        {
            return (false, plan.Remarks);
        }

        try
        {
            host.Files.WritePrivate(NodePaths.ComposedConfig, config);
            host.Files.ReplaceLinks(NodePaths.ComposedBinFolder, wiring.Links);

            // Last: it is what makes kubelet read the others.
            host.Files.WritePrivate(NodePaths.ComposedEnvironment, Encoding.UTF8.GetBytes(Header(host, unitName) + assignment + "\n"));
            host.Files.Delete(NodePaths.Mended);
            return (true, plan.Remarks);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return (false, [NodeMessages.CannotWrite(NodePaths.RuntimeFolder, trouble.Message)]);
        }
    }

    private static void LeftOut(HostContext host)
    {
        host.Processes.Run("systemctl", ["start", "--no-block", NodePaths.MendTimer], TimeSpan.FromSeconds(2));
        if (NodeSettings.IsStrict(host))
        {
            host.Files.Write(NodePaths.Refused, []);
        }
    }

    private static string Header(HostContext host, string unit) =>
        $"# Written by ecr-credential-provider at each start of {unit}.\n# inputs sha256:{Inputs(host, unit)}\n";
}
