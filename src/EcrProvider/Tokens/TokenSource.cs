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
    /// <exception cref="ProviderException">ECR201–ECR223.</exception>
    public static (AuthorizationToken Token, string Identity) Get(HostContext host, ProviderSettings settings, Registry registry)
    {
        NodeIdentity identity = EnvironmentIdentity.Find(settings)
            ?? ImdsIdentity.Find(settings, registry.Host)
            ?? throw new ProviderException(AwsMessages.NoCredentials(registry.Host));
        return (EcrTokens.Get(settings, registry, identity, host.Clock), identity.Name);
    }
}
