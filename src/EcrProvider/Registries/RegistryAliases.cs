using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Registries;

/// <summary>
/// Hosts that are an ECR registry under another name (a CNAME, a proxy, a mirror), because the admin says so, host by host:
/// <c>--registry-alias ALIAS=REGISTRY</c> in the provider's args, and ECR_REGISTRY_ALIASES.
/// </summary>
internal static class RegistryAliases
{
    public const string Option = "--registry-alias";
    public const string Setting = "ECR_REGISTRY_ALIASES";
    public const string TrustFallback = "ECR_REGISTRY_ALIASES_TRUST_FALLBACK";

    /// <summary>The values of <c>--registry-alias</c>, which may be given more than once.</summary>
    public static IEnumerable<string> OfArguments(IReadOnlyList<string> arguments)
    {
        for (int at = 0; at < arguments.Count; at++)
        {
            if (arguments[at].StartsWith(Option + "=", StringComparison.Ordinal))
            {
                yield return arguments[at][(Option.Length + 1)..];
            }
            else if (arguments[at] is Option && at + 1 < arguments.Count)
            {
                yield return arguments[++at];
            }
        }
    }

    /// <summary>The registry of an image, by its own host or by an alias. Null when it is in none.</summary>
    /// <exception cref="ProviderException">As <see cref="OfImage"/>.</exception>
    public static Registry? RegistryOf(string image, IEnumerable<string> entries, ProviderSettings settings, HostFiles files) =>
        Registry.OfImage(image) ?? OfImage(image, entries, settings, files);

    /// <summary>The registry that the image's host is an alias of; its <see cref="Registry.Host"/> stays the alias. Null when it is none.</summary>
    /// <param name="entries"><c>ALIAS=REGISTRY</c>; the first for a host counts, and those of ECR_REGISTRY_ALIASES come last.</param>
    /// <exception cref="ProviderException">ECR304, ECR311–ECR313: the alias cannot be understood, or its password would reach another host.</exception>
    public static Registry? OfImage(string image, IEnumerable<string> entries, ProviderSettings settings, HostFiles files)
    {
        if (ImageHost.Of(image) is not { } host)
        {
            return null;
        }

        string? malformed = null;
        foreach (string entry in entries.Concat((settings[Setting] ?? "").Split([' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries)))
        {
            if (Parse(entry) is not var (alias, registry))
            {
                malformed ??= entry;
            }
            else if (alias.IsSame(host))
            {
                RefuseOtherHosts(files, settings, host, registry);
                return registry with { Host = host.Text };
            }
        }

        return malformed is null ? null : throw new ProviderException(AliasMessages.Malformed(image, malformed));
    }

    private static (ImageHost Alias, Registry Registry)? Parse(string entry)
    {
        // Without a dot or a port it would be a repository of docker.io.
        string[] sides = entry.Split('=', 2);
        return sides.Length == 2 && !entry.Contains('/', StringComparison.Ordinal)
            && ImageHost.Of(sides[0]) is { } alias && (alias.Port.Length > 0 || alias.Name.Contains('.', StringComparison.Ordinal))
            && Registry.OfImage(sides[1]) is { } registry
            ? (alias, registry)
            : null;
    }

    /// <summary>
    /// containerd offers a password to every host that it may ask for the alias. That has to be the registry and no other, or, for a CNAME or
    /// a proxy, the alias itself and no other: beside the registry it is the site that the mirror stands for.
    /// </summary>
    private static void RefuseOtherHosts(HostFiles files, ProviderSettings settings, ImageHost alias, Registry registry)
    {
        switch (settings[TrustFallback])
        {
            case "yes":
                return;
            case not (null or "no") and var other:
                throw new ProviderException(SettingsMessages.Invalid(TrustFallback, other, "yes or no"));
        }

        ContainerdHosts asked = ContainerdHosts.Of(files, alias);
        Uri[] others = [.. asked.Urls.Where(url => !IsRegistry(url, registry))];
        if (others.Length > 0 && !(others.Length == asked.Urls.Count && Array.TrueForAll(others, url => IsAlias(url, alias))))
        {
            throw new ProviderException(AliasMessages.OtherHosts(
                alias.Text, registry.Host, string.Join(", ", others.Select(url => url.GetLeftPart(UriPartial.Authority)).Distinct(StringComparer.Ordinal)), asked.File, asked.OwnFile));
        }
    }

    // Not by plain http: everybody on the way would read it.
    private static bool IsRegistry(Uri url, Registry registry) =>
        url.Scheme is "https" && Registry.OfImage(url.Authority)?.IsSame(registry) is true;

    private static bool IsAlias(Uri url, ImageHost alias) =>
        string.Equals(ImageHost.Of(url.Host)?.Name, alias.Name, StringComparison.Ordinal)
        && (alias.Port.Length == 0 ? url.IsDefaultPort : url.Port == int.Parse(alias.Port, CultureInfo.InvariantCulture));
}
