using System.Collections.Concurrent;
using System.Diagnostics;

namespace Node.Kubelet;

/// <summary>Kubelet's pluginProvider: matchImages, the cache in memory, and one exec at a time per image (not per registry).</summary>
internal sealed class ProviderPlugin(CredentialProvider provider, string binDir)
{
    /// <summary>Off: as if every answer's time were over already, so that each pull asks the plugin. Hours of a kubelet in minutes.</summary>
    private static readonly bool Remembers = Environment.GetEnvironmentVariable("NODE_KUBELET_MEMORY") is not ("no" or "off" or "0");

    private readonly ConcurrentDictionary<string, (IReadOnlyList<Credential> Auth, TimeSpan Until)> cache = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Lazy<Task<PluginResponse>>> flights = new(StringComparer.Ordinal);
    private readonly PluginExec exec = new(provider, binDir);

    /// <summary>The credentials for an image (without tag and digest); none if the provider is not for it or fails.</summary>
    public async Task<IReadOnlyList<Credential>> ProvideAsync(string image)
    {
        if (!provider.MatchImages.Any(pattern => ImageMatch.Matches(pattern, image))) return [];
        ServiceAccount? account = null;
        if (provider.TokenAttributes is { } wanted)
        {
            var pod = ServiceAccount.Current();
            if (pod is null && wanted.RequireServiceAccount is true) return [];
            account = pod?.For(wanted);
            if (pod is not null && account is null) return [];
        }

        var suffix = account is null ? "" : $"\n{account.CacheKey(provider.TokenAttributes!)}";
        if (Cached(image, suffix) is { } cached) return cached;
        PluginResponse response;
        try
        {
            response = await OneFlightAsync(image, $"{image}\n{account?.Token}{suffix}", account);
        }
        catch (RefusedException e)
        {
            Klog.Error("plugin.go:473", $"Failed getting credential from external registry credential provider: {e.Message}");
            return [];
        }

        if (KeyOf(response.CacheKeyType, image) is not { } key)
        {
            Klog.Error("plugin.go:505", $"credential provider plugin did not return a valid cacheKeyType: \"{response.CacheKeyType}\"");
            return [];
        }

        // 0 s: not cached; absent: the provider's default, where 0 again means not cached.
        var duration = response.CacheDuration ?? provider.DefaultCacheDuration ?? 0;
        if (duration != 0 && Remembers) cache[key + suffix] = ([.. response.Auth.Select(c => c with { FromCache = true })], Now + TimeSpan.FromMicroseconds(duration / 1000.0));
        return response.Auth;
    }

    private static TimeSpan Now => Stopwatch.GetElapsedTime(0);

    private static string? KeyOf(string cacheKeyType, string image) => cacheKeyType switch
    {
        "Image" => image,
        "Registry" => image.Split('/')[0],
        "Global" => "global",
        _ => null,
    };

    private IReadOnlyList<Credential>? Cached(string image, string suffix)
    {
        foreach (var type in (ReadOnlySpan<string>)["Image", "Registry", "Global"])
        {
            if (cache.TryGetValue(KeyOf(type, image) + suffix, out var entry) && Now <= entry.Until) return entry.Auth;
        }

        return null;
    }

    private async Task<PluginResponse> OneFlightAsync(string image, string key, ServiceAccount? account)
    {
        var flight = flights.GetOrAdd(key, _ => new(() => exec.ExecAsync(image, account)));
        try
        {
            return await flight.Value;
        }
        finally
        {
            flights.TryRemove(KeyValuePair.Create(key, flight));
        }
    }
}
