using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Host;

/// <summary>
/// Files below a root (<c>/</c>, or what <c>--root DIR</c> names). Reads are of regular files and bounded, because
/// root reads here what others wrote; writes are to a temporary name and renamed, so that a reader never sees half a file.
/// </summary>
internal sealed class HostFiles(string root)
{
    private const UnixFileMode PublicFile =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    private const UnixFileMode PublicFolder = PublicFile
        | UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The path on this machine of an absolute path of the node.</summary>
    public string Locate(string path) => Path.Join(root, path);

    public bool Exists(string path) => File.Exists(Locate(path));

    public bool FolderExists(string path) => Directory.Exists(Locate(path));

    /// <summary>True for a regular file (links followed) that somebody may execute.</summary>
    public bool IsExecutable(string path)
    {
        string real = Locate(path);
        const UnixFileMode AnyExecute = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(real) && (File.GetUnixFileMode(real) & AnyExecute) != 0;
    }

    /// <summary>Where a path leads when links are followed; the path itself where that cannot be told.</summary>
    public string Resolve(string path)
    {
        string real = Locate(path);
        return File.Exists(real) && File.ResolveLinkTarget(real, returnFinalTarget: true) is { } target ? target.FullName : path;
    }

    /// <summary>Where a link points to; null where there is no link.</summary>
    public string? LinkTarget(string path) => new FileInfo(Locate(path)).LinkTarget;

    /// <summary>
    /// What is at <paramref name="path"/>: its bytes, or why not. Never blocks on a FIFO, never reads more than <paramref name="limit"/> bytes.
    /// </summary>
    public FileContent Read(string path, int limit)
    {
        using SafeFileHandle handle = Open(path);
        if (handle.IsInvalid)
        {
            int error = Marshal.GetLastPInvokeError();
            return error is LibC.NoEntry or LibC.NotDirectory
                ? FileContent.Missing
                : FileContent.Unreadable(Marshal.GetPInvokeErrorMessage(error));
        }

        if (LibC.Status(handle) is not { Type: LibC.RegularFile } status)
        {
            return FileContent.Unreadable("it is not a regular file");
        }

        try
        {
            using var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            return BoundedRead.Of(stream, limit) is { } bytes
                ? FileContent.Of(bytes, status.Permissions, status.Owner)
                : FileContent.Unreadable($"it is larger than {limit / 1024} KiB");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return FileContent.Unreadable(trouble.Message);
        }
    }

    /// <summary>The regular file at <paramref name="path"/>, to be read piece by piece; null where there is none that can be read.</summary>
    public FileStream? OpenRead(string path)
    {
        SafeFileHandle? handle = Open(path);
        try
        {
            if (handle.IsInvalid || LibC.Status(handle) is not { Type: LibC.RegularFile })
            {
                return null;
            }

            var stream = new FileStream(handle, FileAccess.Read, bufferSize: 0);
            handle = null;
            return stream;
        }
        finally
        {
            handle?.Dispose();
        }
    }

    /// <summary>The folder or link on the way to a file that others than root can exchange, and the file with it; null: there is none.</summary>
    public string? Exchangeable(string path) => WayToFile.Exchangeable(root, path);

    /// <summary>Writes a file that everybody may read, whole or not at all; makes its folder.</summary>
    /// <exception cref="IOException">No space, a read-only file system, …</exception>
    public void Write(string path, ReadOnlySpan<byte> content) => Write(path, content, PublicFile);

    /// <summary>As <see cref="Write(string, ReadOnlySpan{byte})"/>, for the owner alone: it may hold a secret.</summary>
    /// <exception cref="IOException">No space, a read-only file system, …</exception>
    public void WritePrivate(string path, ReadOnlySpan<byte> content) =>
        Write(path, content, UnixFileMode.UserRead | UnixFileMode.UserWrite);

    /// <summary>A folder for this user's secrets, made where it is missing; null where it is not this user's alone.</summary>
    public PrivateFolder? MakePrivate(string path) => PrivateFolder.Open(Locate(path), make: true, out _);

    /// <summary>A folder of this user's secrets; null, with the reason, where it is not this user's alone, and null without one where it is missing.</summary>
    public PrivateFolder? OpenPrivate(string path, out string? problem) => PrivateFolder.Open(Locate(path), make: false, out problem);

    /// <summary>Makes a folder that all may read and only its owner may change; takes the others' permission to write from one that is there.</summary>
    /// <exception cref="IOException">Others can exchange it all the same.</exception>
    public void MakePublic(string path)
    {
        string real = Locate(path);
        Directory.CreateDirectory(real, PublicFolder);
        if (LinkTarget(path) is null)
        {
            File.SetUnixFileMode(real, PublicFolder);
        }

        if (Exchangeable(path + "/.") is { } way)
        {
            throw new IOException($"{way} can be changed by others than root");
        }
    }

    /// <summary>Makes a symbolic link, in place of whatever link or file has the name; makes its folder.</summary>
    public void Link(string path, string target)
    {
        string real = Locate(path);
        Directory.CreateDirectory(Path.GetDirectoryName(real)!, PublicFolder);
        File.Delete(real);
        File.CreateSymbolicLink(real, target);
    }

    /// <summary>Deletes a file or link if it is there.</summary>
    /// <exception cref="IOException">A folder has the name.</exception>
    public void Delete(string path)
    {
        string real = Locate(path);
        if (Directory.Exists(real) && new DirectoryInfo(real).LinkTarget is null)
        {
            throw new IOException($"{path} is a folder");
        }

        if (Directory.Exists(Path.GetDirectoryName(real)))
        {
            File.Delete(real);
        }
    }

    /// <summary>Deletes a folder and all that is in it, if it is there.</summary>
    public void DeleteFolder(string folder)
    {
        string real = Locate(folder);
        if (Directory.Exists(real))
        {
            Directory.Delete(real, recursive: true);
        }
    }

    /// <summary>Deletes a folder if it is there and empty.</summary>
    public void DeleteEmptyFolder(string folder)
    {
        string real = Locate(folder);
        if (Directory.Exists(real) && !Directory.EnumerateFileSystemEntries(real).Any())
        {
            Directory.Delete(real);
        }
    }

    /// <summary>Copies a program of this machine to where everybody can execute it; what is the same already stays.</summary>
    public void InstallProgram(string source, string path)
    {
        byte[] content = File.ReadAllBytes(source);
        string real = Locate(path);
        if (!IsExecutable(path) || !content.AsSpan().SequenceEqual(File.ReadAllBytes(real)))
        {
            Write(path, content, PublicFolder);
        }
    }

    /// <summary>The paths in a folder that end with one of <paramref name="endings"/>, in the order of their names; at most <paramref name="limit"/>.</summary>
    public IReadOnlyList<string> List(string folder, int limit, params string[] endings) =>
        [.. Directory.EnumerateFiles(Locate(folder))
            .Select(real => Path.Join(folder, Path.GetFileName(real)))
            .Where(path => endings.Any(ending => path.EndsWith(ending, StringComparison.Ordinal)))
            .Take(limit)
            .Order(StringComparer.Ordinal)];

    /// <summary>Makes a folder of symbolic links, in place of the one that was there; none at all: no folder.</summary>
    /// <param name="folder">Ours alone: all that is in it goes.</param>
    /// <param name="links">Name → target.</param>
    public void ReplaceLinks(string folder, IReadOnlyDictionary<string, string> links)
    {
        DeleteFolder(folder);
        foreach ((string name, string target) in links)
        {
            Link($"{folder}/{name}", target);
        }
    }

    /// <summary>Size and time of the last change: another program has others. Empty when it is missing.</summary>
    public string Identity(string path)
    {
        var file = new FileInfo(Locate(path));
        return file.Exists ? $"{file.Length} {file.LastWriteTimeUtc.Ticks}" : "";
    }

    // O_NONBLOCK: opening a FIFO returns at once; it has no effect on a regular file.
    private SafeFileHandle Open(string path) => LibC.Open(Locate(path), LibC.ReadOnly | LibC.NonBlocking | LibC.CloseOnExec);

    private void Write(string path, ReadOnlySpan<byte> content, UnixFileMode mode)
    {
        string real = Locate(path);
        Directory.CreateDirectory(Path.GetDirectoryName(real)!, PublicFolder);
        string temporary = $"{real}.{System.Environment.ProcessId}.tmp";
        File.Delete(temporary);
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = mode };
            using (var stream = new FileStream(temporary, options))
            {
                File.SetUnixFileMode(stream.SafeFileHandle, mode);
                stream.Write(content);
            }

            File.Move(temporary, real, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
