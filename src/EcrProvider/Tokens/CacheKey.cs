using System.Globalization;
using System.Text;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>
/// All that decides whose token it is and who issued it, in words and without a secret. It says too much rather than too little: to ask ECR once
/// more costs a call, and to answer with another identity's token would be a leak.
/// </summary>
internal static class CacheKey
{
    private static readonly string[] Deciding =
    [
        "AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_REGION",
        "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_ECR_PUBLIC", "AWS_ENDPOINT_URL_STS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
    ];

    /// <summary>Of this boot of this machine. Null: nothing tells this identity from another one, so it is not cached.</summary>
    public static string? Of(HostContext host, ProviderSettings settings, Registry registry, IdentitySource source)
    {
        // A secret that is an identity by itself: it must not be written, and without it two would be one.
        if (settings["AWS_CONTAINER_AUTHORIZATION_TOKEN"] is not null)
        {
            return null;
        }

        var key = new StringBuilder();
        void Add(string name, string? value) => key.Append(name).Append('=').Append(value).Append('\n');

        Add("identity", source.Key);
        Add("registries", registry.IsPublic ? "public" : "private");
        Add("region", registry.Region);
        Add("fips", registry.Fips.ToString());
        Add("dual-stack", registry.DualStack.ToString());
        Add("boot", Content(host, "/proc/sys/kernel/random/boot_id"));
        Add("instance", Content(host, "/sys/class/dmi/id/board_asset_tag"));
        foreach (string name in Deciding)
        {
            Add(name, settings[name]);
        }

        foreach ((string path, _) in ProfileFiles.Paths(settings))
        {
            Add(path, host.Files.Identity(path));
        }

        return key.ToString();
    }

    /// <summary>A name for the file. Two keys of one name do not share it: an entry holds its whole key.</summary>
    public static string FileName(string key)
    {
        // FNV-1a of 128 bits: .NET's cryptographic hashes load OpenSSL, which is most of what a hit would cost.
        UInt128 hash = UInt128.Parse("144066263297769815596495629667062367629", CultureInfo.InvariantCulture);
        UInt128 prime = (UInt128.One << 88) + 0x13B;
        foreach (byte part in Encoding.UTF8.GetBytes(key))
        {
            hash = unchecked((hash ^ part) * prime);
        }

        return hash.ToString("x32", CultureInfo.InvariantCulture);
    }

    private static string Content(HostContext host, string path) =>
        host.Files.Read(path, 4096).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : "";
}
