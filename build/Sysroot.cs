using EcrProvider.Testing;

namespace EcrProvider.Build;

/// <summary>
/// What the binary is linked against: glibc 2.31 of Debian 11, so that it runs there, on Ubuntu 20.04 and on everything newer. crt1.o,
/// libc_nonshared.a and libgcc.a become part of our bytes, so build/sysroot.lock names each package by its SHA-256.
/// </summary>
internal static class Sysroot
{
    private const string AptHelper = "/usr/lib/apt/apt-helper";

    /// <summary>Debian's archive keeps a release's packages for some years after its end; this one keeps them for ever.</summary>
    private const string Archive = "http://archive.debian.org/debian";

    public static string Folder(Architecture architecture) => Path.Join(Repository.Artifacts, "sysroot", architecture.Debian);

    /// <summary>What `dotnet publish` is told, to link against it; debian/rules says the same. gcc takes no notice of a sysroot.</summary>
    public static string[] LinkOptions(Architecture architecture) =>
        ["-p:SysRoot=" + Folder(architecture), "-p:CppCompilerAndLinker=clang", "-p:LinkerFlavor=lld"];

    /// <summary>Unpacks the locked packages of an architecture, unless they are there.</summary>
    /// <exception cref="BuildException">A package cannot be had, or is not the one that is locked.</exception>
    public static async Task EnsureAsync(Architecture architecture)
    {
        var stamp = new Stamp("sysroot-" + architecture.Debian, ["build/sysroot.lock"]);
        string folder = Folder(architecture);
        if (stamp.IsCurrent(Path.Join(folder, "usr/include/zlib.h")))
        {
            return;
        }

        Repository.Delete(folder);
        Directory.CreateDirectory(folder);
        DebianMirror mirror = await DebianMirror.OfThisMachineAsync(new CommandRunner(Transcript.Named("sysroot")));
        foreach ((string hash, string path) in Locked(architecture))
        {
            string package = Path.Join(Repository.Artifacts, "sysroot", Path.GetFileName(path));
            await FetchAsync(mirror, hash, path, package);
            await Shell.RunAsync("sysroot", "dpkg-deb", ["--extract", package, folder]);
        }

        MakeLinksRelative(folder);
        stamp.Write();
    }

    /// <summary>The lines of build/sysroot.lock, which sha256sum(1) reads too.</summary>
    private static IEnumerable<(string Hash, string Path)> Locked(Architecture architecture) =>
        File.ReadLines(Path.Join(Repository.Root, "build", "sysroot.lock"))
            .Where(line => line.EndsWith($"_{architecture.Debian}.deb", StringComparison.Ordinal))
            .Select(line => (line[..64], line[66..]));

    private static async Task FetchAsync(DebianMirror mirror, string hash, string path, string target)
    {
        try
        {
            await Shell.RunAsync("sysroot", AptHelper, ["download-file", $"{mirror.Uri.TrimEnd('/')}/{path}", target, "SHA256:" + hash]);
        }
        catch (BuildException)
        {
            await Shell.RunAsync("sysroot", AptHelper, ["download-file", $"{Archive}/{path}", target, "SHA256:" + hash]);
        }
    }

    // The linker would follow /lib/… into the machine that builds.
    private static void MakeLinksRelative(string folder)
    {
        foreach (FileSystemInfo entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", SearchOption.AllDirectories))
        {
            if (entry.LinkTarget is ['/', ..] target)
            {
                entry.Delete();
                File.CreateSymbolicLink(entry.FullName, Path.GetRelativePath(Path.GetDirectoryName(entry.FullName)!, folder + target));
            }
        }
    }
}
