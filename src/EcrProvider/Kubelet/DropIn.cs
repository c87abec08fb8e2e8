using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>Our drop-in on the loaded unit: that the file is there says little.</summary>
/// <param name="Path">The file of its name that systemd takes; null when there is none.</param>
/// <param name="Problem">Why it has no effect; null when it has.</param>
internal sealed record DropIn(string? Path, Message? Problem)
{
    // systemd.unit(5): the first of them that has a file of that name wins.
    private static readonly string[] Folders =
        ["/etc/systemd/system", "/run/systemd/system", "/usr/local/lib/systemd/system", "/usr/lib/systemd/system", "/lib/systemd/system"];

    public static DropIn Of(HostContext host, KubeletUnit unit)
    {
        string? path = Folders.Select(folder => $"{folder}/{unit.Name}.d/{NodePaths.DropInName}").FirstOrDefault(host.Files.Exists);
        if (path is null)
        {
            return new DropIn(Path: null, NodeMessages.DropInMissing(unit.Name));
        }

        // A link to /dev/null, or an empty file.
        return host.Files.Read(path, ProviderSetReader.Limit).Bytes is not { Length: > 0 }
            ? new DropIn(path, NodeMessages.DropInMasked(path))
            : host.IsLive && !unit.EnvironmentFiles.Contains(NodePaths.ComposedEnvironment, StringComparer.Ordinal)
                ? new DropIn(path, IsLoaded(unit, path) ? NodeMessages.DropInReplaced(path) : NodeMessages.DropInNotLoaded(path))
                : new DropIn(path, Problem: null);
    }

    private static bool IsLoaded(KubeletUnit unit, string path) => unit.DropIns.Contains(path, StringComparer.Ordinal);
}
