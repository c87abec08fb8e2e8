using System.Text;
using EcrProvider.Host;
using EcrProvider.Kubelet;

namespace EcrProvider.Doctor;

/// <summary>The environment that kubelet hands to its plugins: its own. What the caller's shell has must not decide.</summary>
internal static class PluginEnvironment
{
    // systemd.exec(5): what a service gets that is given none.
    private const string Path = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin";

    /// <summary>Also takes what kubelet does not have out of this process, because the SDK reads the real environment.</summary>
    public static IReadOnlyDictionary<string, string> Of(HostContext host, KubeletUnit unit)
    {
        IReadOnlyDictionary<string, string> environment =
            RancherGuard.Units.Select(other => new KubeletUnit(host, other)).Prepend(unit).Select(kubelet => OfProcess(host, kubelet)).FirstOrDefault(found => found is not null)
            ?? (unit.IsLoaded ? OfNextStart(host, unit) : host.Environment);
        foreach (string stranger in host.Environment.Keys.Where(name => IsRead(name) && !environment.ContainsKey(name)))
        {
            host.Export(stranger, "");
        }

        return environment;
    }

    private static bool IsRead(string name) =>
        name.StartsWith("AWS_", StringComparison.Ordinal) || name.StartsWith("ECR_", StringComparison.Ordinal)
        || name.EndsWith("_PROXY", StringComparison.OrdinalIgnoreCase) || name is "HOME";

    /// <summary>Null when it does not run, and for who may not read it.</summary>
    private static Dictionary<string, string>? OfProcess(HostContext host, KubeletUnit unit)
    {
        if (unit.MainProcess() is not (> 0 and var process) || host.Files.Read($"/proc/{process}/environ", ProviderSetReader.Limit).Bytes is not { } content)
        {
            return null;
        }

        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string assignment in Encoding.UTF8.GetString(content).Split('\0', StringSplitOptions.RemoveEmptyEntries))
        {
            if (assignment.Split('=', 2) is [var name, var value])
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    private static Dictionary<string, string> OfNextStart(HostContext host, KubeletUnit unit)
    {
        Dictionary<string, string> environment = UnitEnvironment.WithoutOurs(host, unit);
        environment.TryAdd("PATH", Path);
        return environment;
    }
}
