using System.Globalization;
using System.Text;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>
/// All that decides whose token it is and who issued it, in words and without a secret; of the secrets, enough to tell them from others. It says too
/// much rather than too little: to ask ECR once more costs a call, and to answer with another identity's token would be a leak.
/// </summary>
internal static class CacheKey
{
    private static readonly string[] Deciding =
    [
        "AWS_ROLE_ARN", "AWS_ROLE_SESSION_NAME", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE",
        "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_REGION",
        "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_ECR_PUBLIC", "AWS_ENDPOINT_URL_STS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS",
        "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
    ];

    // The keys of an instance's role are not among them: they change all day, and the role stays.
    private static readonly string[] Secrets = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    /// <summary>Of this boot of this machine. Null: nothing tells this identity from another one, so it is not cached.</summary>
    public static string? Of(HostContext host, ProviderSettings settings, Registry registry, IdentitySource source)
    {
        // A secret that is an identity by itself: it must not be written, and without it two would be one.
        if (settings["AWS_CONTAINER_AUTHORIZATION_TOKEN"] is not null)
        {
            return null;
        }

        var key = new StringBuilder();
        var whole = new StringBuilder();
        void Add(string name, string? value)
        {
            key.Append(name).Append('=').Append(WithoutUser(value)).Append('\n');
            whole.Append(name).Append('\0').Append(value).Append('\0');
        }

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

        if (settings["AWS_ACCESS_KEY_ID"] is { } accessKey)
        {
            key.Append("AWS_ACCESS_KEY_ID=").Append(NodeIdentity.Shown(accessKey)).Append('\n');
            whole.Append(accessKey).Append('\0');
        }

        // Who has HOME and no profiles is whom kubelet, which has no HOME, starts.
        foreach ((string path, _) in ProfileFiles.Paths(settings).Where(file => host.Files.Exists(file.Path)))
        {
            Add(path, host.Files.Identity(path));
        }

        foreach (string name in Secrets)
        {
            whole.Append(name).Append('\0').Append(settings[name]).Append('\0');
        }

        // 32 bits of hundreds tell another secret from the one before, and give none away, whatever is known of the hash.
        return key.Append("fingerprint=").Append(Hash(whole.ToString()).AsSpan(0, 8)).Append('\n').ToString();
    }

    /// <summary>A name for the file. Two keys of one name do not share it: an entry holds its whole key.</summary>
    public static string FileName(string key) => Hash(key);

    // A URL's user and password; where it is malformed, all that could be.
    private static string? WithoutUser(string? value) =>
        value?.LastIndexOf('@') is >= 0 and var at ? $"[secret]{value.AsSpan(at)}" : value;

    private static string Hash(string text)
    {
        // FNV-1a of 128 bits: .NET's cryptographic hashes load OpenSSL, which is most of what a hit would cost.
        UInt128 hash = UInt128.Parse("144066263297769815596495629667062367629", CultureInfo.InvariantCulture);
        UInt128 prime = (UInt128.One << 88) + 0x13B;
        foreach (byte part in Encoding.UTF8.GetBytes(text))
        {
            hash = unchecked((hash ^ part) * prime);
        }

        return hash.ToString("x32", CultureInfo.InvariantCulture);
    }

    private static string Content(HostContext host, string path) =>
        host.Files.Read(path, 4096).Bytes is { } bytes ? Encoding.UTF8.GetString(bytes).Trim() : "";
}
