using System.Text.RegularExpressions;

namespace Node.Kubelet;

/// <summary>Kubelet's validateCredentialProviderConfig.</summary>
internal static partial class ConfigRules
{
    private const string V1 = "credentialprovider.kubelet.k8s.io/v1";

    /// <param name="providers">All providers, merged.</param>
    /// <param name="tokenGate">The feature gate KubeletServiceAccountTokenForCredentialProviders.</param>
    /// <exception cref="RefusedException">With every complaint.</exception>
    public static void Check(IReadOnlyList<CredentialProvider> providers, bool tokenGate)
    {
        List<string> complaints = [.. providers.SelectMany(provider => Complaints(provider, tokenGate))];
        if (providers.Count == 0) complaints.Add("providers: Required value: at least 1 item in plugins is required");
        if (complaints.Count == 0) return;
        var all = string.Join(", ", complaints.Distinct(StringComparer.Ordinal));
        throw new RefusedException($"failed to validate credential provider config: {(complaints.Count == 1 ? all : $"[{all}]")}");
    }

    private static IEnumerable<string> Complaints(CredentialProvider provider, bool tokenGate)
    {
        var name = provider.Name;
        if (name.Contains('/', StringComparison.Ordinal)) yield return $"providers.name: Invalid value: \"{name}\": provider name cannot contain '/'";
        if (name.Contains(' ', StringComparison.Ordinal)) yield return $"providers.name: Invalid value: \"{name}\": provider name cannot contain spaces";
        if (name is "." or "..") yield return $"providers.name: Invalid value: \"{name}\": provider name cannot be '{name}'";
        if (provider.ApiVersion.Length == 0) yield return "providers.apiVersion: Required value";
        else if (provider.ApiVersion is not (V1 or V1 + "beta1" or V1 + "alpha1"))
        {
            yield return $"providers.apiVersion: Unsupported value: \"{provider.ApiVersion}\": supported values: \"{V1}\", \"{V1}alpha1\", \"{V1}beta1\"";
        }

        if (provider.MatchImages.Count == 0) yield return "providers.matchImages: Required value: at least 1 item in matchImages is required";
        foreach (var image in provider.MatchImages)
        {
            if (Unparsable(image) is { } why) yield return $"providers.matchImages: Invalid value: \"{image}\": match image is invalid: {why}";
        }

        if (provider.DefaultCacheDuration is null) yield return "providers.defaultCacheDuration: Required value";
        if (provider.DefaultCacheDuration < 0) yield return "providers.defaultCacheDuration: Invalid value: defaultCacheDuration must be greater than or equal to 0";
        if (provider.TokenAttributes is not { } token) yield break;
        foreach (var complaint in Complaints(token, provider.ApiVersion, tokenGate)) yield return complaint;
    }

    private static IEnumerable<string> Complaints(TokenAttributes token, string apiVersion, bool tokenGate)
    {
        const string At = "providers.tokenAttributes";
        if (!tokenGate) yield return $"{At}: Forbidden: tokenAttributes is not supported when KubeletServiceAccountTokenForCredentialProviders feature gate is disabled";
        if (token.Audience.Length == 0) yield return $"{At}.serviceAccountTokenAudience: Required value";
        if (token.RequireServiceAccount is null) yield return $"{At}.requireServiceAccount: Required value";
        if (apiVersion is not V1) yield return $"{At}: Forbidden: tokenAttributes is only supported for {V1} API version";
        if (token.RequireServiceAccount is false && token.RequiredKeys.Count > 0)
        {
            yield return $"{At}.requiredServiceAccountAnnotationKeys: Forbidden: requireServiceAccount cannot be false when requiredServiceAccountAnnotationKeys is set";
        }

        foreach (var keys in (IReadOnlyList<string>[])[token.RequiredKeys, token.OptionalKeys])
        {
            foreach (var key in keys.Where(key => !QualifiedName().IsMatch(key))) yield return $"{At}: Invalid value: \"{key}\": name part must consist of alphanumeric characters, '-', '_' or '.'";
            if (keys.Distinct(StringComparer.Ordinal).Count() != keys.Count) yield return $"{At}: Duplicate value";
        }

        if (token.RequiredKeys.Intersect(token.OptionalKeys, StringComparer.Ordinal).Any()) yield return $"{At}: Invalid value: annotation keys cannot be both required and optional";
        if (token.CacheType is not ("ServiceAccount" or "Token")) yield return $"{At}.cacheType: Unsupported value: \"{token.CacheType}\": supported values: \"ServiceAccount\", \"Token\"";
    }

    private static string? Unparsable(string image)
    {
        try
        {
            GoUrl.Parse(image);
            return null;
        }
        catch (FormatException e)
        {
            return e.Message;
        }
    }

    // k8s.io/apimachinery validation.IsQualifiedName, case ignored.
    [GeneratedRegex(@"\A(?=(.{1,253}/)?[^/]{1,63}\z)([a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?([a-z0-9][-a-z0-9_.]*)?[a-z0-9]\z", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex QualifiedName();
}
