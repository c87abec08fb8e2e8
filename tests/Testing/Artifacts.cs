using System.Reflection;
using System.Runtime.InteropServices;

namespace EcrProvider.Testing;

/// <summary>What the build made and the tests are about, each from one place. Whatever is missing says which command makes it.</summary>
public static class Artifacts
{
    private const string Name = "ecr-credential-provider";

    /// <summary>The folder of EcrProvider.sln.</summary>
    public static string Root { get; } = Path.TrimEndingDirectorySeparator(
        typeof(Artifacts).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().First(data => data.Key is "RepoRoot").Value!);

    /// <summary>The version at the top of debian/changelog.</summary>
    public static string Version { get; } = File.ReadLines(Path.Join(Root, "debian", "changelog")).First().Split('(', ')')[1];

    /// <summary>As dpkg calls this machine: amd64, arm64.</summary>
    public static string Architecture { get; } = RuntimeInformation.OSArchitecture is System.Runtime.InteropServices.Architecture.Arm64 ? "arm64" : "amd64";

    /// <summary>The package of this version and architecture.</summary>
    public static string Deb => DebOf(Architecture);

    /// <summary>The package of this version for <paramref name="architecture"/>: amd64, arm64.</summary>
    public static string DebOf(string architecture) =>
        Built(Path.Join(Root, "dist", $"{Name}_{Version}_{architecture}.deb"), "make deb ARCH=" + architecture);

    /// <summary>The package of the version before this one, for this machine.</summary>
    public static string PreviousDeb => Directory.Exists(Previous)
        ? Directory.EnumerateFiles(Previous, $"{Name}_*_{Architecture}.deb", SearchOption.AllDirectories).Single()
        : Built(Previous, "make test-long");

    /// <summary>The source package of this version.</summary>
    public static string Source => Built(Path.Join(Root, "dist", $"{Name}_{Version}.tar.xz"), "make deb");

    /// <summary>The published binary, with the package's very bytes. The JIT hides bugs of NativeAOT: managed code beside it is refused.</summary>
    public static string Provider => ProviderOf(Architecture);

    /// <summary>The same for <paramref name="architecture"/>: amd64, arm64.</summary>
    public static string ProviderOf(string architecture) => Native(Path.Join(Root, "dist", RidOf(architecture), Name), "make deb ARCH=" + architecture);

    /// <summary>What kubelet executes, with the whole program beside it, as in the package.</summary>
    public static string Front => Native(Path.Join(Root, "artifacts", "front", RidOf(Architecture), Name), "make deb");

    /// <summary>tests/Node: the stand-in kubelet and AWS that run inside a bed.</summary>
    public static string Node => Native(Path.Join(Root, "artifacts", "test-node", RidOf(Architecture), "node"), "make test");

    internal static string Transcripts => Path.Join(Root, "artifacts", "transcripts");

    private static string Previous => Path.Join(Root, "artifacts", "previous");

    private static string RidOf(string architecture) => architecture is "arm64" ? "linux-arm64" : "linux-x64";

    private static string Built(string path, string how) =>
        File.Exists(path) ? path : throw new FileNotFoundException($"{Path.GetRelativePath(Root, path)} is not there: run `{how}` first", path);

    private static string Native(string path, string how)
    {
        string? managed = Directory.EnumerateFiles(Path.GetDirectoryName(Built(path, how))!, "*.dll").FirstOrDefault();
        return managed is null ? path : throw new InvalidOperationException($"{managed} lies beside {path}: that is not a NativeAOT build");
    }
}
