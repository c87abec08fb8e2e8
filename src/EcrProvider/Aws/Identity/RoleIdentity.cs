using EcrProvider.Aws.Sts;

namespace EcrProvider.Aws.Identity;

/// <summary>A role that is assumed with the credentials of another source.</summary>
internal sealed class RoleIdentity(IdentitySource source, string roleArn) : IdentitySource($"role:{roleArn} by {source.Key}")
{
    public string? SessionName { get; init; }

    public string? ExternalId { get; init; }

    /// <summary>Whose STS is asked; null: AWS_REGION, or else the region that the source knows, or else the registry's.</summary>
    public string? Region { get; init; }

    public override async Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        NodeIdentity basis = await source.GetAsync(aws);
        string? region = Region ?? (AssumedRole.HasRegion(aws) ? null : await source.RegionAsync(aws));
        return await AssumedRole.GetAsync(aws, basis, new RoleRequest(roleArn, SessionName ?? Identity.SessionName.OfNode(aws.Host), ExternalId), region);
    }
}
