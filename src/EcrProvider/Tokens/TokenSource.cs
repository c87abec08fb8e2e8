using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Tokens;

/// <summary>Registry → password, and who it was given to: from the node's cache, or else from ECR.</summary>
internal static class TokenSource
{
    // A pull waits for a renewal, and there is a password that works.
    private static readonly TimeSpan Renewal = TimeSpan.FromSeconds(10);

    /// <param name="account">The pod's, when kubelet's config says that pods pull as themselves; null: the node pulls.</param>
    /// <exception cref="ProviderException">ECR201–ECR271.</exception>
    public static TokenAnswer Get(HostContext host, ProviderSettings settings, Registry registry, ServiceAccount? account) =>
        Get(host, settings, registry, account, Ask);

    /// <inheritdoc cref="Get(HostContext, ProviderSettings, Registry, ServiceAccount?)"/>
    /// <param name="ask">For what the cache does not have.</param>
    public static TokenAnswer Get(HostContext host, ProviderSettings settings, Registry registry, ServiceAccount? account, TokenAsker ask)
    {
        bool isOn = IsCacheOn(settings);
        IdentitySource source = (account is null ? null : ServiceAccountIdentity.Find(settings, registry, account.Token.Reveal(), account.Role))
            ?? IdentityChain.Choose(host, settings, registry);

        // Tenants leave no trace, and get nothing of the node's.
        using TokenCache? cache = isOn && account is null && host.IsRoot && CacheKey.Of(host, settings, registry, source) is { } key
            ? new TokenCache(host, key)
            : null;
        return cache is null
            ? ask(host, settings, registry, source, limit: null)
            : Cached(cache, host, limit => ask(host, settings, registry, source, limit), registry);
    }

    /// <exception cref="ProviderException">ECR304: ECR_TOKEN_CACHE is neither on nor off.</exception>
    public static bool IsCacheOn(ProviderSettings settings) => settings["ECR_TOKEN_CACHE"] switch
    {
        null or "on" => true,
        "off" => false,
        var other => throw new ProviderException(SettingsMessages.Invalid("ECR_TOKEN_CACHE", other, "on or off")),
    };

    internal static TokenAnswer Ask(HostContext host, ProviderSettings settings, Registry registry, IdentitySource source, TimeSpan? limit) =>
        AskAsync(host, settings, registry, source, limit).GetAwaiter().GetResult();

    /// <summary>What the cache has, or what <paramref name="ask"/> gets; and what is done when it gets nothing.</summary>
    internal static TokenAnswer Cached(TokenCache cache, HostContext host, Func<TimeSpan?, TokenAnswer> ask, Registry registry)
    {
        Func<TimeSpan> clock = host.SinceBoot;
        TimeSpan? notBefore = host.KubeletStart();
        CachedToken? old = cache.Find();
        if (old is not null && old.IsFresh(clock(), notBefore))
        {
            return Answer(host, old);
        }

        // What the program before this one has waited counts: kubelet's patience began with the process.
        TimeSpan queued = host.Started() ?? clock();
        (CachedToken? token, Message? failure) = cache.Queue(notBefore, queued);
        if (token is not null)
        {
            return Answer(host, token);
        }

        if (failure is null)
        {
            try
            {
                TokenAnswer answer = ask(old is null ? AwsContext.LongestAfter(clock() - queued) : Renewal);
                if (answer.Token.Life is { } life)
                {
                    cache.Store(new CachedToken(
                        cache.Key, registry, answer.Token.Endpoint ?? "", answer.Identity, answer.Token.UserName, answer.Token.Password, clock(), life));
                }

                return answer;
            }
            catch (ProviderException refused)
            {
                failure = refused.Line;
                if (failure.IsDenial)
                {
                    cache.Forget();
                }

                cache.Fail(failure);
            }
        }

        if (old is null || failure.IsDenial || !old.IsAlive(clock()))
        {
            throw new ProviderException(failure);
        }

        TokenAnswer living = Answer(host, old);
        return living with { Warning = CacheMessages.FellBack(registry.Host, failure, living.Token.ExpiresAt!.Value) };
    }

    private static TokenAnswer Answer(HostContext host, CachedToken cached) =>
        new(cached.AsOf(host.Clock.GetUtcNow(), host.SinceBoot()), cached.Identity);

    private static async Task<TokenAnswer> AskAsync(
        HostContext host, ProviderSettings settings, Registry registry, IdentitySource source, TimeSpan? limit)
    {
        using var aws = new AwsContext(host, settings, registry, limit);
        NodeIdentity identity = await source.GetAsync(aws);
        return new(await EcrTokens.GetAsync(aws, identity), identity.Name);
    }
}
