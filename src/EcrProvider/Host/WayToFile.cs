using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Host;

/// <summary>The folders and links that lead to a file. Whoever may write to one of them may put another file in its place.</summary>
internal static class WayToFile
{
    private const UnixFileMode OthersWrite = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;
    private const int MostLinks = 40; // the kernel's own limit

    /// <param name="root">Of the node's files; it and what is above it are not judged.</param>
    /// <param name="path">Absolute path of the node.</param>
    /// <returns>The first that others than root and this user could exchange; null: none, or the way ends before the file, as it does for the kernel after too many links.</returns>
    public static string? Exchangeable(string root, string path)
    {
        var ahead = new Stack<string>(Names(path).Reverse());
        string at = root.TrimEnd('/');
        int links = 0;
        while (ahead.TryPop(out string? name))
        {
            if (name is "..")
            {
                at = at[..Math.Max(0, at.LastIndexOf('/'))];
                continue;
            }

            string next = $"{at}/{name}";
            using SafeFileHandle handle = LibC.Open(next, LibC.PathOnly | LibC.NoLink | LibC.CloseOnExec);
            if (handle.IsInvalid || LibC.Status(handle) is not { } status)
            {
                return null;
            }

            bool isLink = status.Type is LibC.LinkType;
            if (!isLink && status.Type is not LibC.DirectoryType)
            {
                return null;
            }

            // In a folder with the sticky bit, such as /tmp, only its owner renames a file.
            bool othersWrite = !isLink && (status.Permissions & OthersWrite) != 0 && !status.Permissions.HasFlag(UnixFileMode.StickyBit);
            if (othersWrite || (status.Owner is not 0 && status.Owner != LibC.EffectiveUser()))
            {
                return next.StartsWith(root, StringComparison.Ordinal) ? "/" + next[root.Length..].TrimStart('/') : next;
            }

            if (!isLink)
            {
                at = next;
                continue;
            }

            if (++links > MostLinks)
            {
                return null;
            }

            string target = new FileInfo(next).LinkTarget ?? "";
            at = target is ['/', ..] ? "" : at;
            foreach (string part in Names(target).Reverse())
            {
                ahead.Push(part);
            }
        }

        return null;
    }

    private static IEnumerable<string> Names(string path) => path.Split('/').Where(name => name is not ("" or "."));
}
