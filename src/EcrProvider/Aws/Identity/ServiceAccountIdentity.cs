using EcrProvider.Aws.Sts;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// A pod's service account (KEP-4412): its token, traded for the role that its annotation or AWS_ECR_ROLE_ARN names. Nothing of the node's goes
/// into it: no profile, no ECR_IDENTITIES, no instance role.
/// </summary>
/// <param name="token">For STS alone; kubelet gives it the audience that its config names.</param>
internal sealed class ServiceAccountIdentity(string token, string roleArn) : IdentitySource($"service-account:{roleArn}")
{
    /// <returns>Null when there is no role and ECR_SERVICE_ACCOUNT_FALLBACK allows the node's identity instead.</returns>
    /// <exception cref="ProviderException">ECR270: no role; ECR271: a role of another partition; ECR304.</exception>
    public static ServiceAccountIdentity? Find(ProviderSettings settings, Registry registry, string token, string? annotatedRole)
    {
        string fallback = settings["ECR_SERVICE_ACCOUNT_FALLBACK"] ?? "none";
        if (fallback is not ("none" or "node"))
        {
            throw new ProviderException(SettingsMessages.Invalid("ECR_SERVICE_ACCOUNT_FALLBACK", fallback, "none or node"));
        }

        if ((annotatedRole ?? settings["AWS_ECR_ROLE_ARN"]) is not { Length: > 0 } role)
        {
            return fallback is "node"
                ? null
                : throw new ProviderException(RoleMessages.NoRoleForServiceAccount(registry.Host, SessionName.OfServiceAccount(token)));
        }

        string partition = Partition.OfRegion(registry.Region).Name;
        return role.StartsWith($"arn:{partition}:iam::", StringComparison.Ordinal)
            ? new ServiceAccountIdentity(token, role)
            : throw new ProviderException(RoleMessages.AnotherPartition(registry.Host, role.Split(':').ElementAtOrDefault(1) ?? "", registry.Region));
    }

    /// <exception cref="ProviderException">ECR260–ECR265.</exception>
    public override Task<NodeIdentity> GetAsync(AwsContext aws) =>
        AssumedRole.GetByTokenAsync(aws, token, new RoleRequest(roleArn, SessionName.OfServiceAccount(token), ExternalId: null), aws.Registry.Region);
}
