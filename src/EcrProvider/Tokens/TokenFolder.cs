using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Tokens;

/// <summary>All that the node keeps, whoever it was asked for: for the verbs that show, delete and renew it. Reading it makes nothing.</summary>
internal static class TokenFolder
{
    /// <param name="host">This process.</param>
    /// <param name="problem">Why the folder is not used; null when it is, or is missing.</param>
    /// <returns>The living ones, by region.</returns>
    public static IReadOnlyList<CachedToken> Read(HostContext host, out string? problem)
    {
        using PrivateFolder? folder = host.Files.OpenPrivate(TokenCache.Path, out problem);
        return [.. Entries(folder)
            .Select(name => folder!.Read(name, TokenCache.Limit) is { } bytes ? CachedToken.Read(bytes) : null)
            .OfType<CachedToken>()
            .Where(token => token.IsAlive(host.SinceBoot()))
            .OrderBy(token => token.Registry.Region, StringComparer.Ordinal).ThenBy(token => token.Key, StringComparer.Ordinal)];
    }

    /// <summary>Deletes every entry, also those that are none; locks stay, because somebody may hold one.</summary>
    /// <returns>How many passwords there were.</returns>
    /// <exception cref="ProviderException">ECR503, ECR504.</exception>
    public static int Clear(HostContext host)
    {
        using PrivateFolder? folder = host.Files.OpenPrivate(TokenCache.Path, out string? problem);
        if (problem is not null)
        {
            throw new ProviderException(CacheMessages.FolderNotUsed(problem));
        }

        int deleted = 0;
        foreach (string name in folder?.Names().Where(name => !name.EndsWith(TokenCache.LockEnding, StringComparison.Ordinal)) ?? [])
        {
            if (folder!.Delete(name) is { } why)
            {
                throw new ProviderException(CacheMessages.NotDeleted($"{TokenCache.Path}/{name}", why));
            }

            deleted += name.EndsWith(TokenCache.TokenEnding, StringComparison.Ordinal) ? 1 : 0;
        }

        return deleted;
    }

    private static IEnumerable<string> Entries(PrivateFolder? folder) =>
        folder?.Names().Where(name => name.EndsWith(TokenCache.TokenEnding, StringComparison.Ordinal)) ?? [];
}
