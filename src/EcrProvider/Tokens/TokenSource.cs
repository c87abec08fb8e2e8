using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>Registry → password, and who it was given to.</summary>
internal static class TokenSource
{
    /// <param name="account">The pod's, when kubelet's config says that pods pull as themselves; null: the node pulls.</param>
    /// <exception cref="ProviderException">ECR201–ECR271.</exception>
    public static (AuthorizationToken Token, string Identity) Get(HostContext host, ProviderSettings settings, Registry registry, ServiceAccount? account)
    {
        IdentitySource source = (account is null ? null : ServiceAccountIdentity.Find(settings, registry, account.Token.Reveal(), account.Role))
            ?? IdentityChain.Choose(host, settings, registry);
        return AskAsync(host, settings, registry, source).GetAwaiter().GetResult();
    }

    private static async Task<(AuthorizationToken Token, string Identity)> AskAsync(
        HostContext host, ProviderSettings settings, Registry registry, IdentitySource source)
    {
        using var aws = new AwsContext(host, settings, registry);
        NodeIdentity identity = await source.GetAsync(aws);
        return (await EcrTokens.GetAsync(aws, identity), identity.Name);
    }
}
