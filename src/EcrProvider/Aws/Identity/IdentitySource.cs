using EcrProvider.Messages;

namespace EcrProvider.Aws.Identity;

/// <summary>Where credentials will come from. To choose one costs nothing; only <see cref="GetAsync"/> asks anybody.</summary>
/// <param name="key">Tells this source from every other one on this node; no secret in it.</param>
internal abstract class IdentitySource(string key)
{
    public string Key { get; } = key;

    /// <exception cref="ProviderException">There are no credentials, and why.</exception>
    public abstract Task<NodeIdentity> GetAsync(AwsContext aws);

    /// <summary>The region that the source itself knows, for STS; null: none.</summary>
    public virtual Task<string?> RegionAsync(AwsContext aws) => Task.FromResult<string?>(null);
}
