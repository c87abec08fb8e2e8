using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Fuzz.Readers;

/// <summary>Two environments and two images: they share a password of the cache only when all that decides whose it is is the same.</summary>
internal sealed class CacheKeyReading() : Reader("cache-key", [.. Deciding.Concat(Secrets).Select(name => name + "="), "\n", .. SettingsReading.Values, .. Images])
{
    private static readonly string[] Images =
        ["123456789012.dkr.ecr.us-west-2.amazonaws.com/a", "210987654321.dkr.ecr-fips.us-west-2.amazonaws.com/a", "123456789012.dkr-ecr.eu-west-1.on.aws/a", "public.ecr.aws/a"];

    // Said here a second time: a name that is taken out there is missed here.
    private static readonly string[] Deciding =
    [
        "AWS_ACCESS_KEY_ID", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_PROFILE", "AWS_ROLE_SESSION_NAME", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_EC2_METADATA_SERVICE_ENDPOINT", "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_REGION",
        "AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_ECR_PUBLIC", "AWS_ENDPOINT_URL_STS", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT",
    ];

    private static readonly string[] Secrets = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN"];

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 4);
        Asker one = new(Machine.Context with { Environment = SettingsReading.Environment(parts[0]) }, parts[1]);
        Asker other = new(Machine.Context with { Environment = SettingsReading.Environment(parts[2]) }, parts[3]);
        if (one.Key is not { } key)
        {
            return;
        }

        Promise(Same(key, new Asker(one.Host, parts[1]).Key), "a key is the same each time", key);
        Promise(one.Host.Variable("AWS_CONTAINER_AUTHORIZATION_TOKEN") is null, "a secret that is an identity has no key", key);
        foreach (string name in Secrets)
        {
            // A piece of a label, or of another variable, is in the key of another secret too.
            string? secret = one.Host.Variable(name);
            Promise(secret is null || !key.Contains(secret, StringComparison.Ordinal) || WithAnother(one.Host, name, parts[1]).Contains(secret, StringComparison.Ordinal), "no secret is in a key", key);
        }

        if (Same(key, other.Key))
        {
            string? differs = Deciding.Concat(Secrets).FirstOrDefault(name => !Same(one.Host.Variable(name), other.Host.Variable(name)));
            Promise(differs is null, "whose setting differs has another key", differs ?? "");
            Promise(
                one.Registry!.IsPublic == other.Registry!.IsPublic && Same(one.Registry.Region, other.Registry.Region) && one.Registry.Fips == other.Registry.Fips && one.Registry.DualStack == other.Registry.DualStack,
                "another region or endpoint has another key",
                key);
        }
    }

    private static string WithAnother(HostContext host, string name, string image) => new Asker(
        host with { Environment = new Dictionary<string, string>(host.Environment, StringComparer.Ordinal) { [name] = "another" } }, image).Key ?? "";

    private sealed class Asker
    {
        public Asker(HostContext host, string image)
        {
            (Host, Registry) = (host, Registry.OfImage(image));
            if (Registry is not null && Read(() => ProviderSettings.Read(host)) is { } settings
                && Read(() => IdentityChain.Choose(host, settings, Registry), "ECR201", "ECR230", "ECR231", "ECR304") is { } source)
            {
                Key = CacheKey.Of(host, settings, Registry, source);
            }
        }

        public HostContext Host { get; }

        public Registry? Registry { get; }

        public string? Key { get; }
    }
}
