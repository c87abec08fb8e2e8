using Amazon.Runtime;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>A profile of the shared files: keys, a role with the source of its own credentials, a web identity, or a credential_process.</summary>
internal sealed class ProfileIdentity(string name, Dictionary<string, string> profile, int depth = 0) : IdentitySource($"profile:{name}")
{
    private const int Deepest = 5;

    /// <summary>AWS_PROFILE, or else the profile <c>default</c> if there is one with an identity in it.</summary>
    /// <exception cref="ProviderException">ECR230: AWS_PROFILE names none; ECR231, ECR232.</exception>
    public static ProfileIdentity? Find(HostContext host, ProviderSettings settings, string registry)
    {
        if (settings["AWS_PROFILE"] is { } named)
        {
            return Named(host, settings, registry, named);
        }

        return ProfileFiles.Find(host, settings, "default") is { } profile && HasIdentity(profile) ? new("default", profile) : null;
    }

    /// <exception cref="ProviderException">ECR230–ECR232.</exception>
    public static ProfileIdentity Named(HostContext host, ProviderSettings settings, string registry, string name, int depth = 0) =>
        ProfileFiles.Find(host, settings, name) is { } profile
            ? new(name, profile, depth)
            : throw new ProviderException(ProfileMessages.NoSuchProfile(registry, name, ProfileFiles.Names(settings)));

    public override Task<string?> RegionAsync(AwsContext aws) => Task.FromResult(profile.GetValueOrDefault("region"));

    /// <exception cref="ProviderException">ECR233–ECR245, and those of the roles.</exception>
    public override async Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        string registry = aws.Registry.Host;
        if (profile.GetValueOrDefault("role_arn") is { } role)
        {
            return await RoleAsync(aws, role);
        }

        if (profile.GetValueOrDefault("aws_access_key_id") is { } key)
        {
            string secret = profile.GetValueOrDefault("aws_secret_access_key")
                ?? throw new ProviderException(ProfileMessages.NoIdentity(registry, name, "it has aws_access_key_id and no aws_secret_access_key"));
            AWSCredentials credentials = profile.GetValueOrDefault("aws_session_token") is { } token
                ? new SessionAWSCredentials(key, secret, token)
                : new BasicAWSCredentials(key, secret);
            return NodeIdentity.OfKey(key, $"profile {name}", credentials);
        }

        if (profile.GetValueOrDefault("credential_process") is { } command)
        {
            return CredentialProcess.Run(aws, name, command);
        }

        throw new ProviderException(profile.ContainsKey("sso_session") || profile.ContainsKey("sso_start_url")
            ? ProfileMessages.NeedsAPerson(registry, name, "sign-in by IAM Identity Center (sso_session)")
            : ProfileMessages.NoIdentity(registry, name, "it has no keys, no role_arn and no credential_process"));
    }

    private static bool HasIdentity(Dictionary<string, string> profile) =>
        Array.Exists(["aws_access_key_id", "role_arn", "credential_process", "sso_session", "sso_start_url"], profile.ContainsKey);

    private async Task<NodeIdentity> RoleAsync(AwsContext aws, string role)
    {
        if (profile.ContainsKey("mfa_serial"))
        {
            throw new ProviderException(ProfileMessages.NeedsAPerson(aws.Registry.Host, name, "a one-time password (mfa_serial)"));
        }

        if (profile.GetValueOrDefault("web_identity_token_file") is { } file)
        {
            return await new WebIdentity(role, file, profile.GetValueOrDefault("role_session_name"), profile.GetValueOrDefault("region")).GetAsync(aws);
        }

        IdentitySource source = SourceOf(aws);
        return await new RoleIdentity(source, role)
        {
            SessionName = profile.GetValueOrDefault("role_session_name"),
            ExternalId = profile.GetValueOrDefault("external_id"),
            Region = profile.GetValueOrDefault("region"),
        }.GetAsync(aws);
    }

    private IdentitySource SourceOf(AwsContext aws)
    {
        string registry = aws.Registry.Host;
        if (profile.GetValueOrDefault("source_profile") is { } other)
        {
            // A profile that names itself means its own keys (the SDKs' rule).
            return string.Equals(other, name, StringComparison.Ordinal)
                ? new ProfileIdentity(name, Without("role_arn"), depth + 1)
                : depth < Deepest
                    ? Named(aws.Host, aws.Settings, registry, other, depth + 1)
                    : throw new ProviderException(ProfileMessages.NoIdentity(registry, name, "source_profile goes round in a circle"));
        }

        return profile.GetValueOrDefault("credential_source") switch
        {
            "Environment" when EnvironmentIdentity.Find(aws.Settings) is { } environment => environment,
            "EcsContainer" when ContainerIdentity.Find(aws.Settings) is { } container => container,
            "Ec2InstanceMetadata" => new ImdsIdentity(),
            null => throw new ProviderException(ProfileMessages.NoIdentity(registry, name, "it has role_arn, and neither source_profile nor credential_source")),
            var source => throw new ProviderException(ProfileMessages.NoIdentity(registry, name, $"credential_source {source} gives nothing here")),
        };
    }

    private Dictionary<string, string> Without(string key)
    {
        var rest = new Dictionary<string, string>(profile, StringComparer.OrdinalIgnoreCase);
        rest.Remove(key);
        return rest;
    }
}
