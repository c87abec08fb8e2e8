using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Node;

/// <summary>The package's files are those that it shipped.</summary>
internal sealed class PackageCheck() : Check<NodePatient>("package")
{
    private const string Package = "ecr-credential-provider";

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public override Finding Look(NodePatient subject)
    {
        HostContext host = subject.Host;
        ProcessOutcome known = host.Processes.Run("dpkg-query", ["--show", "--showformat=${Version}_${Architecture}", Package], Limit);
        string[] changed = known.Succeeded ? Changed(host) : [];
        if (changed.Length == 0 && !host.Files.IsExecutable(NodePaths.ProviderProgram))
        {
            changed = [$"{NodePaths.ProviderProgram} is no executable file"];
        }

        return changed.Length > 0
            ? Finding.Failed(DoctorMessages.FilesChanged(string.Join(", ", changed), known.Succeeded ? $"apt-get install --reinstall ./{Package}_{known.Output.Trim()}.deb" : $"{host.Program} node setup"))
            : Finding.Ok(known.Succeeded ? $"{Package}_{known.Output.Trim()}.deb, files as shipped" : $"{ProductVersion.Text}, dpkg does not know it");
    }

    // "missing     /path" or "??5??????   /path"; a c before the path is a conffile's. Images of containers go without documentation.
    private static string[] Changed(HostContext host) =>
        [.. host.Processes.Run("dpkg", ["--verify", Package], Limit).Output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Where(line => !line.Contains(" c /", StringComparison.Ordinal) && line.Contains(" /", StringComparison.Ordinal))
            .Select(line => (Path: line[(line.IndexOf(" /", StringComparison.Ordinal) + 1)..], IsMissing: line.StartsWith("missing", StringComparison.Ordinal)))
            .Where(file => !file.Path.StartsWith("/usr/share/doc/", StringComparison.Ordinal) && !file.Path.StartsWith("/usr/share/man/", StringComparison.Ordinal))
            .Select(file => $"{file.Path} is {(file.IsMissing ? "missing" : "changed")}")];
}
