using System.Security.Cryptography;
using System.Text;
using EcrProvider.Host;
using EcrProvider.Kubelet.Systemd;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>
/// What kubelet.service's ExecStartPre= runs at every start: writes what kubelet will read to /run, or nothing, and then kubelet
/// starts without us. Its environment is the unit's: KUBELET_EXTRA_ARGS is what the admin has, because last time's file was removed before.
/// </summary>
internal static class Compose
{
    private const string ExtraArguments = "KUBELET_EXTRA_ARGS";

    /// <returns>0: kubelet will carry our flags. 1: it will not; the journal says why.</returns>
    public static int Run(HostContext host, string unit)
    {
        IReadOnlyList<Message> refusals = TryWire(host, unit);
        foreach (Message refusal in refusals)
        {
            host.Journal.Write(JournalPriority.Error, refusal.ToString(), ("ECR_MESSAGE", refusal.Id), ("UNIT", unit));
            host.Error.WriteLine(refusal);
        }

        return refusals.Count == 0 ? ExitCode.Ok : ExitCode.Failed;
    }

    /// <summary>True when what is in /run was composed under the drop-in that is installed now.</summary>
    public static bool IsOfThisDropIn(HostContext host, string unit)
    {
        byte[]? composed = host.Files.Read(NodePaths.ComposedEnvironment, ConfigDecision.Limit).Bytes;
        return composed is not null && Encoding.UTF8.GetString(composed).StartsWith(Header(host, unit), StringComparison.Ordinal);
    }

    private static IReadOnlyList<Message> TryWire(HostContext host, string unit)
    {
        host.Files.Delete(NodePaths.ComposedEnvironment);
        if (OthersFlags(host) is { } others)
        {
            return [others];
        }

        ConfigDecision decision = ConfigDecision.Of(host);
        if (decision.Json is not { } json)
        {
            return decision.Refusals;
        }

        string arguments = ExecWords.Append(host.Variable(ExtraArguments) ?? "", [NodePaths.ConfigArgument, NodePaths.BinFolderArgument]);
        if (EnvironmentFile.Format(ExtraArguments, arguments) is not { } assignment)
        {
            return [NodeMessages.ArgumentsNotRepresentable()];
        }

        string environment = Header(host, unit) + assignment + "\n";
        return TryWrite(host, NodePaths.ComposedConfig, json)
            ?? TryWrite(host, NodePaths.ComposedEnvironment, Encoding.UTF8.GetBytes(environment))
            ?? [];
    }

    private static Message? OthersFlags(HostContext host)
    {
        foreach ((string name, string value) in host.Environment)
        {
            if (!name.StartsWith("KUBELET_", StringComparison.Ordinal))
            {
                continue;
            }

            foreach (string word in ExecWords.Split(value))
            {
                string flag = word.Split('=', 2)[0];
                if (flag is NodePaths.ConfigFlag or NodePaths.BinFolderFlag)
                {
                    return NodeMessages.OthersFlags(flag, name);
                }
            }
        }

        return null;
    }

    private static Message[]? TryWrite(HostContext host, string path, byte[] content)
    {
        try
        {
            host.Files.Write(path, content);
            return null;
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return [NodeMessages.CannotWrite(path, trouble.Message)];
        }
    }

    private static string Header(HostContext host, string unit)
    {
        byte[] dropIn = host.Files.Read(NodePaths.DropIn(unit), ConfigDecision.Limit).Bytes ?? [];
        return "# Written by ecr-credential-provider at each start of " + unit + ".\n"
            + "# drop-in sha256:" + Convert.ToHexStringLower(SHA256.HashData(dropIn)) + "\n";
    }
}
