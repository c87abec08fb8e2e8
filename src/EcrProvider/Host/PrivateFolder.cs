using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Host;

/// <summary>
/// A folder that only this user can enter, and its files. Everything is opened relative to the one folder that was checked, never through a link,
/// and judged by its open descriptor: nobody can put another thing in its place in between.
/// </summary>
internal sealed class PrivateFolder : IDisposable
{
    public const string TemporaryEnding = ".tmp";

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly SafeFileHandle folder;

    private PrivateFolder(SafeFileHandle folder) => this.folder = folder;

    /// <param name="path">Of the folder.</param>
    /// <param name="make">It and its parent, where they are missing.</param>
    /// <param name="problem">Null when all is well, and when it is missing.</param>
    /// <returns>Null when it cannot be had or others may enter it or replace it.</returns>
    public static PrivateFolder? Open(string path, bool make, out string? problem)
    {
        int folderItself = LibC.ReadOnly | LibC.CloseOnExec | LibC.NoLink | LibC.FolderOnly;
        string above = Path.GetDirectoryName(path)!;
        if (make)
        {
            Make(above);
        }

        problem = null;
        using SafeFileHandle parent = LibC.Open(above, folderItself);
        if (parent.IsInvalid && IsMissing())
        {
            return null;
        }

        if (parent.IsInvalid || LibC.Status(parent) is not { } of || of.Owner != LibC.EffectiveUser()
            || (of.Permissions & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            problem = $"{above} is not a folder of root's that others cannot write";
            return null;
        }

        string name = Path.GetFileName(path);
        if (make)
        {
            _ = LibC.MakeFolderAt(parent, name, 0x1C0);
        }

        SafeFileHandle opened = LibC.OpenAt(parent, name, folderItself, 0);
        if (!opened.IsInvalid && LibC.Status(opened) is { Type: LibC.DirectoryType } status
            && status.Owner == LibC.EffectiveUser() && (status.Permissions & Others) == 0)
        {
            return new PrivateFolder(opened);
        }

        problem = opened.IsInvalid && IsMissing() ? null : $"{path} is not a folder of root's alone (mode 0700)";
        opened.Dispose();
        return null;
    }

    /// <summary>The bytes of a file of this user's alone; null when there is none, or it is anything else.</summary>
    public byte[]? Read(string name, int limit)
    {
        using SafeFileHandle file = LibC.OpenAt(folder, name, LibC.ReadOnly | LibC.NonBlocking | LibC.CloseOnExec | LibC.NoLink, 0);
        if (file.IsInvalid || !IsOurs(file))
        {
            return null;
        }

        try
        {
            using var stream = new FileStream(file, FileAccess.Read, bufferSize: 0);
            return BoundedRead.Of(stream, limit);
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Whole or not at all; a link or a stranger's file of that name is replaced, never written to.</summary>
    /// <returns>False when it could not be written.</returns>
    public bool Write(string name, ReadOnlySpan<byte> content)
    {
        string temporary = string.Create(CultureInfo.InvariantCulture, $"{name}.{System.Environment.ProcessId}{TemporaryEnding}");
        Delete(temporary);
        using SafeFileHandle file = LibC.OpenAt(
            folder, temporary, LibC.ReadWrite | LibC.Create | LibC.Exclusive | LibC.CloseOnExec | LibC.NoLink, 0x180);
        if (file.IsInvalid)
        {
            return false;
        }

        try
        {
            RandomAccess.Write(file, content, fileOffset: 0);
            if (LibC.RenameAt(folder, temporary, folder, name) == 0)
            {
                return true;
            }
        }
        catch (IOException)
        {
            // Full: as good as no cache.
        }

        Delete(temporary);
        return false;
    }

    /// <returns>Null when it is gone; else why not.</returns>
    public string? Delete(string name) =>
        LibC.DeleteAt(folder, name, 0) == 0 || IsMissing() ? null : Marshal.GetLastPInvokeErrorMessage();

    /// <summary>The names in it, in their order; none where they cannot be told.</summary>
    public IReadOnlyList<string> Names()
    {
        string path = string.Create(CultureInfo.InvariantCulture, $"/proc/self/fd/{folder.DangerousGetHandle()}/");
        try
        {
            return [.. Directory.EnumerateFileSystemEntries(path).Select(entry => Path.GetFileName(entry)).Order(StringComparer.Ordinal)];
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    /// <summary>A lock file of this user's; null when it cannot be had, or is not ours.</summary>
    public SafeFileHandle? OpenLock(string name)
    {
        SafeFileHandle file = LibC.OpenAt(
            folder, name, LibC.ReadWrite | LibC.Create | LibC.NonBlocking | LibC.CloseOnExec | LibC.NoLink, 0x180);
        if (!file.IsInvalid && IsOurs(file))
        {
            return file;
        }

        file.Dispose();
        return null;
    }

    /// <summary>Takes the lock if nobody holds it; closing the file, or the end of the process, gives it back.</summary>
    public static bool TryLock(SafeFileHandle file) => LibC.Lock(file, LibC.LockExclusiveNow) == 0;

    public void Dispose() => folder.Dispose();

    private static void Make(string path)
    {
        try
        {
            Directory.CreateDirectory(path, ~(UnixFileMode.GroupWrite | UnixFileMode.OtherWrite) & (UnixFileMode)0x1FF);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            // Then it cannot be opened either.
        }
    }

    private static bool IsMissing() => Marshal.GetLastPInvokeError() is LibC.NoEntry;

    private static bool IsOurs(SafeFileHandle file) =>
        LibC.Status(file) is { Type: LibC.RegularFile, Links: 1 } status
        && status.Owner == LibC.EffectiveUser() && (status.Permissions & Others) == 0;
}
