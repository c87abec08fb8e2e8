using System.Reflection;
using EcrProvider.Host;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>
/// What the package brings, brought by the program itself where there is no package: from a tarball, or into an image. The same files at the
/// same places, so that a package that is installed later takes them over.
/// </summary>
internal static class Installation
{
    private const string PackageFiles = "/var/lib/dpkg/info/ecr-credential-provider.list";
    private const string Units = "/usr/lib/systemd/system/";
    private const string MendService = "ecr-credential-provider-mend.service";
    private const string Program = NodePaths.ProviderProgram;

    private static readonly string[] Links = ["/usr/bin/ecr-credential-provider", "/usr/bin/docker-credential-ecr-node"];

    /// <summary>True where dpkg has the files.</summary>
    public static bool IsPackaged(HostContext host) =>
        host.Files.Read(PackageFiles, ProviderSetReader.Limit).Bytes is { } files
        && System.Text.Encoding.UTF8.GetString(files).Split('\n').Contains(Program, StringComparer.Ordinal);

    /// <summary>Puts in place what is missing or of another version; what the admin may have edited stays.</summary>
    /// <exception cref="IOException">/usr is read-only, full, …</exception>
    public static void PutInPlace(HostContext host, string unit)
    {
        host.Files.InstallProgram(host.Program, Program);
        foreach (string link in Links.Where(link => !host.Files.Exists(link) && host.Files.LinkTarget(link) is null))
        {
            host.Files.Link(link, Program);
        }

        foreach ((string path, byte[] content) in OurFiles(unit))
        {
            if (!content.AsSpan().SequenceEqual(host.Files.Read(path, ProviderSetReader.Limit).Bytes))
            {
                host.Files.Write(path, content);
            }
        }

        if (!host.Files.Exists(NodePaths.Config))
        {
            host.Files.Write(NodePaths.Config, Embedded("config.yaml"));
        }

        if (!host.Files.Exists(ProviderSettings.Path))
        {
            host.Files.WritePrivate(ProviderSettings.Path, Embedded("settings"));
        }
    }

    /// <summary>Takes away all but the two files that the admin may have edited.</summary>
    public static void TakeAway(HostContext host, string unit)
    {
        foreach (string link in Links.Where(link => string.Equals(host.Files.LinkTarget(link), Program, StringComparison.Ordinal)))
        {
            host.Files.Delete(link);
        }

        foreach (string path in (string[])[.. OurFiles(unit).Select(file => file.Path), Program, NodePaths.Held, NodePaths.Mask(unit)])
        {
            host.Files.Delete(path);
            host.Files.DeleteEmptyFolder(Path.GetDirectoryName(path)!);
        }

        host.Files.DeleteFolder(NodePaths.RuntimeFolder);
    }

    private static IEnumerable<(string Path, byte[] Content)> OurFiles(string unit) =>
    [
        (NodePaths.DropIn(unit), Embedded(NodePaths.DropInName)),
        (Units + MendService, Embedded(MendService)),
        (Units + NodePaths.MendTimer, Embedded(NodePaths.MendTimer)),
        .. RancherGuard.Units.Select(rancher => (NodePaths.DropIn(rancher), Embedded("rancher.conf"))),
    ];

    private static byte[] Embedded(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(name)!;
        byte[] content = new byte[stream.Length];
        stream.ReadExactly(content);
        return content;
    }
}
