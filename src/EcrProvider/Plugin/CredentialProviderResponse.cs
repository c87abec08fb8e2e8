using EcrProvider.Tokens;

namespace EcrProvider.Plugin;

/// <summary>What kubelet reads from the plugin's standard output (credentialprovider.kubelet.k8s.io).</summary>
/// <param name="ApiVersion">That of the request: kubelet refuses another one.</param>
/// <param name="Registry">The key under <c>auth</c>, and what kubelet caches by (cacheKeyType Registry).</param>
/// <param name="CacheDuration">How long kubelet may use it without asking again; zero: not at all.</param>
/// <param name="Token">User name and password; null: the pull goes on anonymously.</param>
internal sealed record CredentialProviderResponse(string ApiVersion, string Registry, TimeSpan CacheDuration, AuthorizationToken? Token)
{
    /// <summary>
    /// How long kubelet may pull anonymously before it asks again. Never left out: kubelet would take the config's defaultCacheDuration.
    /// </summary>
    public static readonly TimeSpan Anonymous = TimeSpan.FromMinutes(5);

    /// <summary>The most that kubelet keeps a password which ought to have been renewed.</summary>
    public static readonly TimeSpan FellBack = TimeSpan.FromMinutes(5);

    /// <summary>Half of what is left of the token's life in whole seconds, as upstream; zero when its end is unknown.</summary>
    public static TimeSpan HalfOfRemainingLife(AuthorizationToken token, DateTimeOffset now)
    {
        if (token.ExpiresAt is not { } end)
        {
            return TimeSpan.Zero;
        }

        return TimeSpan.FromSeconds(Math.Max(0, Math.Floor((end - now).TotalSeconds / 2)));
    }
}
