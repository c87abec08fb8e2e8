using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>The two settings that are about the node. A settings file that is refused leaves both at their safe defaults.</summary>
internal static class NodeSettings
{
    /// <summary>ECR_WIRING=strict: rather no kubelet than one without our flags.</summary>
    public static bool IsStrict(HostContext host) => Is(host, "ECR_WIRING", "strict");

    /// <summary>False with ECR_RESTART_KUBELET=no.</summary>
    public static bool MayRestart(HostContext host) => !Is(host, "ECR_RESTART_KUBELET", "no");

    private static bool Is(HostContext host, string name, string value)
    {
        try
        {
            return string.Equals(ProviderSettings.Read(host)[name], value, StringComparison.OrdinalIgnoreCase);
        }
        catch (ProviderException)
        {
            return false;
        }
    }
}
