using Amazon;
using Amazon.Runtime;
using EcrProvider.Aws.Identity;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;
using Ecr = Amazon.ECR;
using EcrPublic = Amazon.ECRPublic;

namespace EcrProvider.Aws;

/// <summary>The one place that calls ECR and ECR Public.</summary>
internal static class EcrTokens
{
    /// <summary>Over everything that AWS is asked for one answer: well below kubelet's 60 s, after which nobody would learn why.</summary>
    public static readonly TimeSpan Deadline = TimeSpan.FromSeconds(45);

    /// <exception cref="ProviderException">ECR202–ECR212.</exception>
    public static AuthorizationToken Get(ProviderSettings settings, Registry registry, NodeIdentity identity, TimeProvider clock)
    {
        ClientConfig config = registry.IsPublic ? new EcrPublic.AmazonECRPublicConfig() : new Ecr.AmazonECRConfig();
        Configure(config, settings, registry);
        string endpoint = config.DetermineServiceOperationEndpoint(new(new Ecr.Model.GetAuthorizationTokenRequest())).URL;
        using var deadline = new CancellationTokenSource(Deadline, clock);
        try
        {
            (string? token, DateTime? expiresAt) = Ask(config, identity.Credentials, deadline.Token).GetAwaiter().GetResult();
            return AuthorizationDataReader.Read(registry, token, expiresAt, clock.GetUtcNow());
        }
        catch (OperationCanceledException late) when (deadline.IsCancellationRequested)
        {
            throw new ProviderException(AwsMessages.NoAnswerInTime(registry.Host, endpoint, Deadline), late);
        }
        catch (Exception failure) when (failure is not ProviderException)
        {
            throw new ProviderException(AwsFailure.Explain(failure, registry, identity.Name, endpoint), failure);
        }
    }

    private static void Configure(ClientConfig config, ProviderSettings settings, Registry registry)
    {
        // The host's region signs, also when an endpoint URL is configured: the SDK would fall back to us-east-1.
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(registry.Region);
        config.AuthenticationRegion = registry.Region;
        config.AllowAutoRedirect = false;

        // The API host follows the image host, unless the admin says otherwise.
        if (settings["AWS_USE_FIPS_ENDPOINT"] is null)
        {
            config.UseFIPSEndpoint = registry.Fips;
        }

        if (settings["AWS_USE_DUALSTACK_ENDPOINT"] is null)
        {
            config.UseDualstackEndpoint = registry.DualStack;
        }
    }

    private static async Task<(string? Token, DateTime? ExpiresAt)> Ask(ClientConfig config, AWSCredentials credentials, CancellationToken deadline)
    {
        if (config is EcrPublic.AmazonECRPublicConfig publicConfig)
        {
            using var publicClient = new EcrPublic.AmazonECRPublicClient(credentials, publicConfig);
            EcrPublic.Model.AuthorizationData? only =
                (await publicClient.GetAuthorizationTokenAsync(new EcrPublic.Model.GetAuthorizationTokenRequest(), deadline)).AuthorizationData;
            return (only?.AuthorizationToken, only?.ExpiresAt);
        }

        using var client = new Ecr.AmazonECRClient(credentials, (Ecr.AmazonECRConfig)config);
        Ecr.Model.AuthorizationData? first =
            (await client.GetAuthorizationTokenAsync(new Ecr.Model.GetAuthorizationTokenRequest(), deadline)).AuthorizationData?.FirstOrDefault();
        return (first?.AuthorizationToken, first?.ExpiresAt);
    }
}
