namespace EcrProvider.Build;

/// <summary>The Debian packages that the build and the tests need: installed as root, named otherwise.</summary>
internal static class Prerequisites
{
    private static readonly string[] ForBuild = ["debhelper", "dpkg-dev", "gcc", "libc6-dev", "zlib1g-dev", "binutils", OtherBinutils, "clang", "fakeroot", "lld", "scdoc"];
    private static readonly string[] ForTests = ["bsdutils", "fish", "iproute2", "man-db", "mmdebstrap", "qemu-user-static", "shellcheck", "strace", "util-linux", "zsh"];

    private static readonly string[] ForReleases = ["apt-utils", "gnupg", "gpgv", "gzip", "xz-utils"];

    // What the provider is compared with.
    private static readonly string[] ForBench = ["amazon-ecr-credential-helper", "awscli", "iproute2", "util-linux"];

    // strip and objcopy for the architecture that this machine is not.
    private static string OtherBinutils => Architecture.Here.Debian is "arm64" ? "binutils-x86-64-linux-gnu" : "binutils-aarch64-linux-gnu";

    public static Task EnsureForBuildAsync() => EnsureAsync(ForBuild);

    public static Task EnsureForTestsAsync() => EnsureAsync([.. ForBuild, .. ForTests, .. ForReleases]);

    public static Task EnsureForReleasesAsync() => EnsureAsync(ForReleases);

    public static Task EnsureForBenchAsync() => EnsureAsync(ForBench);

    private static async Task EnsureAsync(string[] wanted)
    {
        string installed = await Shell.ReadAsync("dpkg-query", ["--show", "--showformat", "${db:Status-Abbrev} ${Package}\\n"])
            ?? throw new BuildException("this is no Debian or Ubuntu: there is no dpkg", exitCode: 2);
        var present = installed.Split('\n')
            .Where(line => line.StartsWith("ii", StringComparison.Ordinal))
            .Select(line => line.Split(' ')[^1])
            .ToHashSet(StringComparer.Ordinal);
        string[] missing = [.. wanted.Where(package => !present.Contains(package))];
        if (missing.Length == 0)
        {
            return;
        }

        if (!Environment.IsPrivilegedProcess)
        {
            throw new BuildException($"packages are missing; type: sudo apt-get install {string.Join(' ', missing)}", exitCode: 2);
        }

        Console.Error.WriteLine($"installing {string.Join(' ', missing)}");
        var environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        await Shell.RunAsync("apt-update", "apt-get", ["update", "-q"]);
        await Shell.RunAsync("apt-install", "apt-get", ["install", "-q", "-y", "--no-install-recommends", .. missing], environment: environment);
    }
}
