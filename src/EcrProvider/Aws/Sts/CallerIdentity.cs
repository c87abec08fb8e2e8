using EcrProvider.Aws.Identity;
using EcrProvider.Messages;

namespace EcrProvider.Aws.Sts;

/// <summary>sts:GetCallerIdentity: who credentials are. No permission is needed for it.</summary>
internal static class CallerIdentity
{
    /// <returns>An ARN.</returns>
    /// <exception cref="ProviderException">ECR203–ECR217, ECR262, ECR263.</exception>
    public static async Task<string> GetAsync(AwsContext aws, NodeIdentity identity)
    {
        var config = new StsConfig();
        aws.Configure(config, aws.Settings["AWS_REGION"] ?? aws.Settings["AWS_DEFAULT_REGION"] ?? aws.Registry.Region);
        var request = new GetCallerIdentityRequest();
        string endpoint = config.DetermineServiceOperationEndpoint(new(request)).URL;
        try
        {
            using var client = new StsClient(identity.Credentials, config);
            return (await client.GetCallerIdentityAsync(request, aws.Token)).Arn
                ?? throw new ProviderException(RoleMessages.NoCredentials(aws.Registry.Host, "GetCallerIdentity", endpoint));
        }
        catch (Exception failure) when (failure is not ProviderException)
        {
            throw new ProviderException(StsFailure.Explain(failure, aws, endpoint, identity.Name, "GetCallerIdentity"), failure);
        }
    }
}
