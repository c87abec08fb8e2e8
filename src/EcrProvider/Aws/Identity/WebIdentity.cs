using System.Text;
using EcrProvider.Aws.Sts;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>A token file that an OIDC issuer renews, traded for a role: AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN, or a profile's.</summary>
internal sealed class WebIdentity(string roleArn, string tokenFile, string? sessionName, string? region) : IdentitySource($"web-identity:{roleArn}:{tokenFile}")
{
    private const int Limit = 64 * 1024;

    /// <returns>Null when AWS_WEB_IDENTITY_TOKEN_FILE and AWS_ROLE_ARN are not both set.</returns>
    public static WebIdentity? Find(ProviderSettings settings) =>
        settings["AWS_WEB_IDENTITY_TOKEN_FILE"] is { } file && settings["AWS_ROLE_ARN"] is { } role
            ? new(role, file, settings["AWS_ROLE_SESSION_NAME"], region: null)
            : null;

    /// <exception cref="ProviderException">ECR227: no token; ECR260–ECR264.</exception>
    public override Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        FileContent file = aws.Host.Files.Read(tokenFile, Limit);
        string token = file.Bytes is { } bytes
            ? Encoding.UTF8.GetString(bytes).Trim()
            : throw new ProviderException(IdentityMessages.TokenFileUnreadable("AWS_WEB_IDENTITY_TOKEN_FILE", tokenFile, file.Problem ?? "there is no such file"));
        return AssumedRole.GetByTokenAsync(aws, token, new RoleRequest(roleArn, sessionName ?? SessionName.OfNode(aws.Host), ExternalId: null), region);
    }
}
