using System.Text;
using EcrProvider.Host;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>
/// What ExecStart= of a unit finds in its environment (systemd.exec(5)): Environment=, and over it the files of EnvironmentFile=, the last
/// one first. For whoever is not started by the unit and wants to know.
/// </summary>
internal static class UnitEnvironment
{
    /// <returns>The variables that the next start sees before compose wrote ours.</returns>
    public static Dictionary<string, string> WithoutOurs(HostContext host, KubeletUnit unit)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string assignment in unit.Environment)
        {
            if (assignment.Split('=', 2) is [var name, var value])
            {
                environment[name] = value;
            }
        }

        foreach (string file in unit.EnvironmentFiles.Where(file => file is not NodePaths.ComposedEnvironment))
        {
            foreach ((string name, string value, _) in Assignments(host, file))
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    /// <summary>The file that is read after ours and sets the variable too: what it says counts. Null when there is none.</summary>
    public static string? Beats(HostContext host, KubeletUnit unit, string variable) =>
        unit.EnvironmentFiles
            .SkipWhile(file => file is not NodePaths.ComposedEnvironment)
            .LastOrDefault(file => file is not NodePaths.ComposedEnvironment
                && Assignments(host, file).Exists(assignment => string.Equals(assignment.Name, variable, StringComparison.Ordinal)));

    // A file with a NUL in it is none to systemd (read_full_file: EBADMSG).
    private static List<EnvironmentFile.Assignment> Assignments(HostContext host, string file) =>
        host.Files.Read(file, ProviderSetReader.Limit).Bytes is { } content && !content.Contains((byte)0) ? EnvironmentFile.Parse(Encoding.UTF8.GetString(content)) : [];
}
