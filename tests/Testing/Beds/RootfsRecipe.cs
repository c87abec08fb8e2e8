using System.Security.Cryptography;
using System.Text;

namespace EcrProvider.Testing;

/// <summary>What goes into a suite's rootfs.</summary>
internal sealed record RootfsRecipe(string Suite)
{
    private static readonly string[] Everywhere =
    [
        "systemd", "systemd-sysv", "dbus", "iproute2", "procps", "strace", "curl", "jq", "openssl", // a machine to look into
        "containerd", "runc", "docker-registry", "apache2-utils", "skopeo", "umoci", "busybox-static", // a node and its registry
        "ca-certificates", "ucf", // what our package depends on, with libssl
    ];

    /// <summary>The code names that beds exist for.</summary>
    public static IReadOnlyList<string> Suites { get; } = ["trixie", "bookworm", "bullseye"];

    public IReadOnlyList<string> Packages { get; } = [.. Everywhere, .. Suite switch
    {
        // moto's package does not depend on what its server imports. bookworm's lintian takes kubelet.service.d for a mistake.
        "trixie" => (string[])["libssl3t64", "python3-moto", "python3-flask-cors", "podman", "lintian"],
        "bookworm" => ["libssl3"],
        "bullseye" => ["libssl1.1"],
        _ => throw new ArgumentException($"no bed for suite '{Suite}': {string.Join(", ", Suites)}", nameof(Suite)),
    }];

    /// <summary>Another recipe, another name.</summary>
    public string Name
    {
        get
        {
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join(' ', Packages) + Script.Read("rootfs.sh")));
            return $"{Suite}-{Convert.ToHexStringLower(hash)[..12]}";
        }
    }
}
