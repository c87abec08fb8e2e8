using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary>The node's own password, for the verbs that hand it on.</summary>
internal static class NodePassword
{
    /// <summary>What is amiss although there is one is said on standard error: whoever typed the verb is the one to mend it.</summary>
    /// <exception cref="ProviderException">There is none.</exception>
    public static AuthorizationToken Get(HostContext host, ProviderSettings settings, Registry registry)
    {
        TokenAnswer answer = TokenSource.Get(host, settings, registry, account: null);
        if (answer.Warning is { } warning)
        {
            host.Error.WriteLine(warning);
        }

        return answer.Token;
    }
}
