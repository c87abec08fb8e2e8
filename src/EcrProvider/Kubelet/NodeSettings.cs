using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>The two settings that are about the node. A settings file that is refused leaves both on the safe side: kubelet starts, and is not restarted.</summary>
internal static class NodeSettings
{
    /// <summary>ECR_WIRING=strict: rather no kubelet than one without our flags.</summary>
    public static bool IsStrict(HostContext host) => Is(host, "ECR_WIRING", "strict", whenRefused: false);

    /// <summary>False with ECR_RESTART_KUBELET=no, and where a file that is refused may say so.</summary>
    public static bool MayRestart(HostContext host) => !Is(host, "ECR_RESTART_KUBELET", "no", whenRefused: true);

    /// <summary>Why the settings file is refused; null when it is not.</summary>
    public static Message? Refusal(HostContext host)
    {
        try
        {
            ProviderSettings.Read(host);
            return null;
        }
        catch (ProviderException refused)
        {
            return refused.Line;
        }
    }

    private static bool Is(HostContext host, string name, string value, bool whenRefused)
    {
        try
        {
            return string.Equals(ProviderSettings.Read(host)[name], value, StringComparison.OrdinalIgnoreCase);
        }
        catch (ProviderException)
        {
            return whenRefused;
        }
    }
}
