using Amazon.Runtime;
using EcrProvider.Aws.Identity;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Tokens;
using Ecr = Amazon.ECR;
using EcrPublic = Amazon.ECRPublic;

namespace EcrProvider.Aws;

/// <summary>The one place that calls ECR and ECR Public.</summary>
internal static class EcrTokens
{
    /// <exception cref="ProviderException">ECR202–ECR219.</exception>
    public static async Task<AuthorizationToken> GetAsync(AwsContext aws, NodeIdentity identity)
    {
        Registry registry = aws.Registry;
        ClientConfig config = registry.IsPublic ? new EcrPublic.AmazonECRPublicConfig() : new Ecr.AmazonECRConfig();
        aws.Configure(config, registry.Region);
        string endpoint = ApiEndpoint.Choose(config, aws.Settings, registry);
        try
        {
            (string? token, DateTime? expiresAt) = await AskAsync(config, identity.Credentials, aws.Token);
            AuthorizationToken read = AuthorizationDataReader.Read(registry, token, InTimeOfThisNode(expiresAt, endpoint), aws.Host.Clock.GetUtcNow());
            return read with
            {
                Life = expiresAt is { } end && aws.ServerDate is { } date ? new DateTimeOffset(end.ToUniversalTime()) - date : null,
                Endpoint = new Uri(endpoint).GetComponents(UriComponents.SchemeAndServer, UriFormat.UriEscaped),
            };
        }
        catch (Exception failure) when (failure is not ProviderException)
        {
            throw new ProviderException(AwsFailure.Explain(failure, aws, identity.Name, endpoint), failure);
        }
    }

    /// <summary>
    /// The SDK knows how far this node's clock is from AWS's, to a second (that is all a Date header tells), once AWS has refused it for that.
    /// </summary>
    private static DateTime? InTimeOfThisNode(DateTime? awsTime, string endpoint)
    {
        TimeSpan ahead = CorrectClockSkew.GetClockCorrectionForEndpoint(endpoint);
        return ahead.Duration() < TimeSpan.FromMinutes(1) ? awsTime : awsTime - ahead;
    }

    private static async Task<(string? Token, DateTime? ExpiresAt)> AskAsync(ClientConfig config, AWSCredentials credentials, CancellationToken deadline)
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
