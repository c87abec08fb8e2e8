using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>Asks ECR by hand, however fresh the kept password is. What is kept stays when ECR gives none, unless AWS denies one.</summary>
internal static class TokenRenewal
{
    /// <summary>In place of one that is kept: as the same identity, at the same endpoint.</summary>
    /// <exception cref="ProviderException">As of <see cref="Ask"/>; ECR506: these settings are not those that it was asked for by.</exception>
    public static CachedToken Renew(HostContext host, ProviderSettings settings, CachedToken old) =>
        string.Equals(Key(host, settings, old.Registry), old.Key, StringComparison.Ordinal)
            ? Ask(host, settings, old.Registry)
            : throw new ProviderException(CacheMessages.OfOtherSettings(old.Registry.Host, old.Identity));

    /// <summary>For a registry, whether one is kept for it or not.</summary>
    /// <exception cref="ProviderException">No new password came (ECR501 when the old one lives on), or it was not kept (ECR505).</exception>
    public static CachedToken Ask(HostContext host, ProviderSettings settings, Registry registry)
    {
        // As a kubelet does that was started just now.
        TimeSpan now = host.SinceBoot();
        TokenAnswer answer = TokenSource.Get(host with { KubeletStart = () => now }, settings, registry, account: null);
        if (answer.Warning is { } fellBack)
        {
            throw new ProviderException(fellBack);
        }

        return Find(host, Key(host, settings, registry)) is { } kept && kept.Fetched >= now
            ? kept
            : throw new ProviderException(CacheMessages.NotKept(registry.Host));
    }

    private static string? Key(HostContext host, ProviderSettings settings, Registry registry) =>
        CacheKey.Of(host, settings, registry, IdentityChain.Choose(host, settings, registry));

    private static CachedToken? Find(HostContext host, string? key)
    {
        if (key is null)
        {
            return null;
        }

        using var cache = new TokenCache(host, key);
        return cache.Find();
    }
}
