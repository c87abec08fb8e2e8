using System.CommandLine;
using EcrProvider.Host;

namespace EcrProvider.Commands;

/// <summary><c>--root DIR</c> of the verbs that are about a node's files.</summary>
internal static class RootOption
{
    public static Option<string?> Create() => new("--root")
    {
        Description = "Take all files from below DIR, e.g. a mounted image; nothing is asked of the systemd and the kubelet that run here.",
        HelpName = "DIR",
    };

    /// <summary>The machine, or what lies below the root that was given.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public static HostContext Below(this HostContext host, string? root) =>
        root is null ? host
        : host.Files.FolderExists(Path.GetFullPath(root)) ? host.OfImage(Path.GetFullPath(host.Files.Locate(Path.GetFullPath(root))))
        : throw new DirectoryNotFoundException($"--root: there is no folder {root}");
}
