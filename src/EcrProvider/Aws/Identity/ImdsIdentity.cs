using System.Net;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>The role of the EC2 instance, from its metadata service in three round trips; a fourth tells its region when STS needs one.</summary>
internal sealed class ImdsIdentity() : IdentitySource("imds")
{
    private const string Roles = "latest/meta-data/iam/security-credentials/";

    /// <returns>Null when AWS_EC2_METADATA_DISABLED is true.</returns>
    public static ImdsIdentity? Find(ProviderSettings settings) =>
        string.Equals(settings["AWS_EC2_METADATA_DISABLED"], "true", StringComparison.OrdinalIgnoreCase) ? null : new();

    /// <exception cref="ProviderException">ECR220–ECR223, ECR225, ECR226.</exception>
    public override async Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        ImdsClient imds = aws.Imds;
        string service = imds.Service.Authority;
        try
        {
            string role = (await imds.GetAsync(Roles)).Split('\n')[0].Trim();
            (Amazon.Runtime.AWSCredentials? credentials, string keyOrProblem) = CredentialsJson.Read(await imds.GetAsync(Roles + role), "Token");
            return credentials is null
                ? throw new ProviderException(ImdsMessages.NoKeys(aws.Registry.Host, service, role, keyOrProblem))
                : new NodeIdentity($"role {role} (IMDSv2)", credentials);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            throw new ProviderException(ImdsMessages.NoRole(aws.Registry.Host, service), refused);
        }
        catch (HttpRequestException refused)
        {
            throw new ProviderException(ImdsMessages.Refused(aws.Registry.Host, service, $"HTTP {(int)refused.StatusCode!}"), refused);
        }
    }

    public override async Task<string?> RegionAsync(AwsContext aws)
    {
        try
        {
            return (await aws.Imds.GetAsync("latest/meta-data/placement/region")).Trim();
        }
        catch (HttpRequestException)
        {
            return null; // STS of the registry's region is asked then.
        }
    }
}
