using System.Runtime.InteropServices;
using EcrProvider.Host;
using EcrProvider.Messages;
using Microsoft.Win32.SafeHandles;

namespace EcrProvider.Front;

/// <summary>The program with everything in it, which lies beside this one.</summary>
internal static partial class WholeProgram
{
    private const string Name = "ecr-credential-provider-full";

    // Where the package has it: for an admin who copied this program alone, into a kubelet's own folder.
    private const string Installed = "/usr/libexec/ecr-credential-provider/" + Name;

    private const int BrokenPipe = 13;

    /// <summary>Makes it of this process (execve(2)): process number, parent and environment stay.</summary>
    /// <param name="host">This process.</param>
    /// <param name="arguments">Of the command line.</param>
    /// <param name="input">What was read of standard input: it is there to be read once more. Null: nothing was.</param>
    /// <returns>Only when it cannot be: ECR113.</returns>
    public static ProviderException Become(HostContext host, string[] arguments, byte[]? input)
    {
        if (input is not null)
        {
            using SafeFileHandle memory = AnonymousFile("request", flags: 0);
            if (memory.IsInvalid)
            {
                return Cannot("memory for the request");
            }

            RandomAccess.Write(memory, input, fileOffset: 0); // pwrite(2): it is read from the beginning.
            _ = Duplicate(memory, descriptor: 0);
        }

        // The runtime ignores it; the program's children would too.
        _ = SetSignal(BrokenPipe, handler: 0);

        string beside = Path.Join(Path.GetDirectoryName(host.Program), Name);
        string?[] line = [host.CalledAs, .. arguments, null];
        _ = Execute(beside, line);
        ProviderException failure = Cannot(beside);
        _ = Execute(Installed, line);
        return failure;
    }

    private static ProviderException Cannot(string what) =>
        new(RequestMessages.NoWholeProgram(what, Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError())));

    [LibraryImport("libc", EntryPoint = "memfd_create", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial SafeFileHandle AnonymousFile(string name, uint flags);

    [LibraryImport("libc", EntryPoint = "dup2", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Duplicate(SafeFileHandle file, int descriptor);

    [LibraryImport("libc", EntryPoint = "signal", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial nint SetSignal(int number, nint handler);

    [LibraryImport("libc", EntryPoint = "execv", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Execute(string path, string?[] arguments);
}
