using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// Which source the node asks with: what ECR_IDENTITIES says for this registry, or else the first that is set up of the AWS SDKs' order.
/// The SDK's own chain is not used: it starts file watchers and timers, and asks the metadata service seven times.
/// </summary>
internal static class IdentityChain
{
    /// <exception cref="ProviderException">ECR201: nothing is set up; ECR230–ECR232: the profile; ECR304: ECR_IDENTITIES is wrong.</exception>
    public static IdentitySource Choose(HostContext host, ProviderSettings settings, Registry registry)
    {
        (string Kind, string Value)? mapped = IdentityMap.Find(settings, registry);
        return mapped switch
        {
            ("profile", var name) => ProfileIdentity.Named(host, settings, registry.Host, name),
            ("role", var arn) => new RoleIdentity(First(host, settings, registry), arn) { SessionName = settings["AWS_ROLE_SESSION_NAME"] },
            _ => First(host, settings, registry),
        };
    }

    private static IdentitySource First(HostContext host, ProviderSettings settings, Registry registry) =>
        EnvironmentIdentity.Find(settings)
        ?? WebIdentity.Find(settings)
        ?? ProfileIdentity.Find(host, settings, registry.Host)
        ?? ContainerIdentity.Find(settings)
        ?? (IdentitySource?)ImdsIdentity.Find(settings)
        ?? throw new ProviderException(AwsMessages.NoCredentials(registry.Host));
}
