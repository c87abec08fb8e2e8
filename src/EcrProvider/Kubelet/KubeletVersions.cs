using System.Globalization;
using System.Text.RegularExpressions;
using EcrProvider.Host;
using EcrProvider.Kubelet.Config;

namespace EcrProvider.Kubelet;

/// <summary>
/// <c>kubelet FLAGS --version</c>: parses all flags first and says its version, in some 40 ms. A cheap question to the very binary
/// that will start.
/// </summary>
internal static partial class KubeletVersions
{
    // Twice, and the drop-in gives compose 8 s in all.
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);

    /// <returns>Null when it does not answer.</returns>
    public static KubeletVersion? Ask(HostContext host, UnitCommand command)
    {
        Match version = Printed().Match(host.Processes.Run(host.Files.Locate(command.Program), ["--version"], Limit).Output);
        return version.Success
            ? new KubeletVersion(
                int.Parse(version.Groups["major"].ValueSpan, CultureInfo.InvariantCulture),
                int.Parse(version.Groups["minor"].ValueSpan, CultureInfo.InvariantCulture))
            : null;
    }

    /// <summary>False when it refuses the flags: unknown ones, a stray word.</summary>
    public static bool Accepts(HostContext host, string program, IEnumerable<string> arguments) =>
        host.Processes.Run(host.Files.Locate(program), [.. arguments, "--version"], Limit).ExitCode is 0 or 124;

    [GeneratedRegex(@"^(Kubernetes|k3s version|rke2 version) v(?<major>[0-9]{1,4})\.(?<minor>[0-9]{1,4})\.", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Printed();
}
