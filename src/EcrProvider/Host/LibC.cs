using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Host;

/// <summary>The few calls of the C library that .NET has no name for. Numbers are Linux's for x86-64 and arm64.</summary>
internal static partial class LibC
{
    public const int ReadOnly = 0;
    public const int ReadWrite = 2;
    public const int Create = 0x40;
    public const int Exclusive = 0x80;
    public const int NonBlocking = 0x800;
    public const int CloseOnExec = 0x80000;

    public const int NoEntry = 2;
    public const int Interrupted = 4;
    public const int GetDescriptorFlags = 1;
    public const int NotDirectory = 20;

    public const int KillSignal = 9;

    /// <summary>LOCK_EX | LOCK_NB of flock(2).</summary>
    public const int LockExclusiveNow = 6;

    public const uint DirectoryType = 0x4000;

    public const uint RegularFile = 0x8000;

    public const uint LinkType = 0xA000;

    /// <summary>O_PATH: only to look at it.</summary>
    public const int PathOnly = 0x200000;

    // The two numbers that differ between x86-64 and arm64.
    public static int FolderOnly => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x4000 : 0x10000;

    public static int NoLink => RuntimeInformation.ProcessArchitecture is Architecture.Arm64 ? 0x8000 : 0x20000;

    private const short Readable = 1;
    private const uint TypeMask = 0xF000;
    private const int EmptyPath = 0x1000;
    private const uint BasicStats = 0x7FF;

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint Write(int file, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial SafeFileHandle Socket(int family, int type, int protocol);

    [LibraryImport("libc", EntryPoint = "sendto", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nint SendTo(
        SafeFileHandle socket, ReadOnlySpan<byte> message, nuint length, int flags, ReadOnlySpan<byte> address, uint addressLength);

    /// <summary>fcntl(2) with a command that takes no argument.</summary>
    [LibraryImport("libc", EntryPoint = "fcntl", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ControlDescriptor(int file, int command);

    /// <summary>The user that this process acts as.</summary>
    [LibraryImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial uint EffectiveUser();

    /// <summary>Sets a variable where C libraries look for it: .NET's own setter changes only what .NET sees.</summary>
    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int SetVariable(string name, string value, int overwrite);

    /// <summary>kill(2); a negative number is a process group.</summary>
    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Kill(int process, int signal);

    /// <summary>poll(2): false when nothing can be read from the descriptor within <paramref name="limit"/>, and its end has not come either.</summary>
    public static bool WaitForInput(int descriptor, TimeSpan limit)
    {
        long begin = System.Diagnostics.Stopwatch.GetTimestamp();
        var wanted = new PollDescriptor { Descriptor = descriptor, Events = Readable };
        while (true)
        {
            TimeSpan left = limit - System.Diagnostics.Stopwatch.GetElapsedTime(begin);
            int ready = Poll(ref wanted, 1, (int)Math.Max(0, left.TotalMilliseconds));
            if (ready >= 0 || Marshal.GetLastPInvokeError() is not Interrupted)
            {
                return ready != 0; // After an error the read says what it is.
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "openat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial SafeFileHandle OpenAt(SafeFileHandle folder, string name, int flags, uint mode);

    [LibraryImport("libc", EntryPoint = "mkdirat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int MakeFolderAt(SafeFileHandle folder, string name, uint mode);

    [LibraryImport("libc", EntryPoint = "renameat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int RenameAt(SafeFileHandle folder, string name, SafeFileHandle newFolder, string newName);

    [LibraryImport("libc", EntryPoint = "unlinkat", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int DeleteAt(SafeFileHandle folder, string name, int flags);

    [LibraryImport("libc", EntryPoint = "flock", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Lock(SafeFileHandle file, int operation);

    [LibraryImport("libc", EntryPoint = "getppid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Parent();

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int ReadClock(int clock, Span<long> secondsAndNanoseconds);

    [LibraryImport("libc", EntryPoint = "getauxval")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial nuint Auxiliary(nuint type);

    [LibraryImport("libc", EntryPoint = "madvise")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial int Advise(nint address, nuint length, int advice);

    /// <summary>Type, permissions, owner and number of names of an open file; null when the kernel does not say.</summary>
    public static (uint Type, UnixFileMode Permissions, uint Owner, uint Links)? Status(SafeFileHandle file)
    {
        // struct statx has one layout on all architectures, struct stat has not.
        Span<byte> status = stackalloc byte[256];
        if (Statx(file, "", EmptyPath, BasicStats, ref MemoryMarshal.GetReference(status)) != 0)
        {
            return null;
        }

        uint links = MemoryMarshal.Read<uint>(status[16..]);
        uint owner = MemoryMarshal.Read<uint>(status[20..]);
        uint mode = MemoryMarshal.Read<ushort>(status[28..]);
        return (mode & TypeMask, (UnixFileMode)(mode & 0xFFF), owner, links);
    }

    [LibraryImport("libc", EntryPoint = "poll", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Poll(ref PollDescriptor descriptors, nuint count, int milliseconds);

    [LibraryImport("libc", EntryPoint = "statx", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(SafeFileHandle folder, string path, int flags, uint mask, ref byte status);

    private struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
