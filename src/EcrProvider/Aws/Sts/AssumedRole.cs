using Amazon.Runtime;
using EcrProvider.Aws.Identity;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Aws.Sts;

/// <summary>The one place that calls STS.</summary>
internal static class AssumedRole
{
    /// <summary>True when the admin said whose STS is asked.</summary>
    public static bool HasRegion(AwsContext aws) => Configured(aws) is not null;

    /// <summary>sts:AssumeRole, signed by <paramref name="basis"/>.</summary>
    /// <param name="region">Of the endpoint, unless AWS_REGION says; null: the registry's.</param>
    /// <exception cref="ProviderException">ECR206, ECR209, …; ECR260–ECR265.</exception>
    public static Task<NodeIdentity> GetAsync(AwsContext aws, NodeIdentity basis, RoleRequest role, string? region) =>
        AskAsync(aws, basis, role, region, webIdentityToken: null);

    /// <summary>sts:AssumeRoleWithWebIdentity: the token is the proof, and nothing is signed.</summary>
    /// <exception cref="ProviderException">As above.</exception>
    public static Task<NodeIdentity> GetByTokenAsync(AwsContext aws, string token, RoleRequest role, string? region) =>
        AskAsync(aws, new NodeIdentity("its web identity token", new AnonymousAWSCredentials()), role, region, token);

    private static async Task<NodeIdentity> AskAsync(AwsContext aws, NodeIdentity basis, RoleRequest role, string? region, string? webIdentityToken)
    {
        if (role.Arn.Split(':') is not ["arn", var partition, "iam", _, _, var resource] || !resource.StartsWith("role/", StringComparison.Ordinal))
        {
            throw new ProviderException(RoleMessages.NotARole(role.Arn));
        }

        var config = new StsConfig();
        aws.Configure(config, Region(aws, partition, region));
        string endpoint = ApiEndpoint.Checked(config.DetermineServiceOperationEndpoint(new(new AssumeRoleRequest(role, webIdentityToken))).URL);
        SessionAWSCredentials? given;
        try
        {
            using var client = new StsClient(basis.Credentials, config);
            given = (await client.AssumeRoleAsync(new AssumeRoleRequest(role, webIdentityToken), aws.Token)).Credentials;
        }
        catch (Exception failure) when (failure is not ProviderException)
        {
            throw new ProviderException(StsFailure.Explain(failure, aws, endpoint, basis.Name, role.Arn), failure);
        }

        return given is not null
            ? new NodeIdentity($"role {role.Arn} (session {role.SessionName})", given)
            : throw new ProviderException(RoleMessages.NoCredentials(aws.Registry.Host, role.Arn, endpoint));
    }

    private static string? Configured(AwsContext aws) => aws.Settings["AWS_REGION"] ?? aws.Settings["AWS_DEFAULT_REGION"];

    /// <summary>The registry's region is right wherever it is of the role's partition; ECR Public's is not, for a node in China.</summary>
    private static string Region(AwsContext aws, string partition, string? region)
    {
        string known = Configured(aws) ?? region ?? aws.Registry.Region;
        return string.Equals(Partition.OfRegion(known).Name, partition, StringComparison.Ordinal)
            ? known
            : throw new ProviderException(RoleMessages.AnotherPartition(aws.Registry.Host, partition, known));
    }
}
