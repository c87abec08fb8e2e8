using System.Security.Cryptography;
using System.Text;

namespace EcrProvider.Testing;

/// <summary>What goes into a rootfs.</summary>
/// <param name="Label">Of all its recipes, today's and older ones.</param>
/// <param name="Suite">Debian's code name.</param>
/// <param name="Architecture">As dpkg calls it.</param>
/// <param name="Variant">mmdebstrap's: apt is a Debian that apt can add to, extract only unpacks what is named and what that depends on.</param>
/// <param name="IsBed">It boots.</param>
internal sealed record RootfsRecipe(string Label, string Suite, string Architecture, string Variant, IReadOnlyList<string> Packages, bool IsBed = false)
{
    private static readonly string[] Everywhere =
    [
        "systemd", "systemd-sysv", "dbus", "iproute2", "procps", "strace", "curl", "jq", "openssl", // a machine to look into
        "containerd", "runc", "docker-registry", "apache2-utils", "skopeo", "umoci", "busybox-static", // a node and its registry
        "ca-certificates", "ucf", // what our package depends on, with libssl
    ];

    /// <summary>The code names that beds exist for.</summary>
    public static IReadOnlyList<string> Suites { get; } = ["trixie", "bookworm", "bullseye"];

    /// <summary>Another recipe, another name.</summary>
    public string Name
    {
        get
        {
            string content = string.Join(' ', Packages) + (IsBed ? Script.Read("rootfs.sh") : "");
            return $"{Label}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(content)))[..12]}";
        }
    }

    /// <summary>The words between unshare(1) and a command that mounts, and that runs programs of this architecture.</summary>
    /// <param name="folder">For a script.</param>
    public string[] Enter(string folder) => Variant is "extract" || string.Equals(Architecture, Artifacts.Architecture, StringComparison.Ordinal)
        ? ["--mount", "--propagation", "private"]
        : ["--mount", "--propagation", "private", "bash", Script.WriteTo(folder, "foreign.sh")];

    /// <summary>Of a bed.</summary>
    public static RootfsRecipe Bed(string suite) => new(suite, suite, Artifacts.Architecture, "apt", [.. Everywhere, .. suite switch
    {
        // moto's package does not depend on what its server imports. bookworm's lintian takes kubelet.service.d for a mistake.
        "trixie" => (string[])["libssl3t64", "python3-moto", "python3-flask-cors", "podman", "lintian", "autopkgtest", "piuparts"],
        "bookworm" => ["libssl3"],
        "bullseye" => ["libssl1.1"],
        _ => throw new ArgumentException($"no bed for suite '{suite}': {string.Join(", ", Suites)}", nameof(suite)),
    }], IsBed: true);

    /// <summary>The smallest trixie in which our package can be installed without a mirror.</summary>
    public static RootfsRecipe Minimal(string architecture) =>
        new("minimal-" + architecture, "trixie", architecture, "apt", ["ca-certificates", "libssl3t64", "ucf", "zlib1g"]);

    /// <summary>What our binary loads, unpacked: no program of it is run, so any architecture can be had quickly.</summary>
    public static RootfsRecipe Libraries(string architecture) =>
        new("libraries-" + architecture, "trixie", architecture, "extract", ["base-files", "libc6", "libssl3t64", "zlib1g"]);
}
