namespace EcrProvider.Kubelet.Config;

/// <summary><c>tokenAttributes</c>, by the rules of kubelet 1.33 and, for cacheType, 1.34.</summary>
internal static class TokenAttributesBinder
{
    private const string Required = "requiredServiceAccountAnnotationKeys";
    private const string Optional = "optionalServiceAccountAnnotationKeys";

    public static ServiceAccountTokenAttributes? Bind(
        Fields provider, string configVersion, string apiVersion, Violations violations, KubeletVersion? kubelet)
    {
        const string Name = "tokenAttributes";
        if (!provider.Has(Name))
        {
            return null;
        }

        var fields = new Fields(
            provider.At(Name), provider.PathOf(Name), violations,
            "serviceAccountTokenAudience", "cacheType", "requireServiceAccount", Required, Optional);
        void Violated(string field, string problem) => violations.Add(fields.At(field), fields.PathOf(field), problem);

        if (kubelet?.IsAtLeast(34) is not true)
        {
            violations.Add(provider.At(Name), provider.PathOf(Name), "this kubelet does not know it: kubelet 1.34 or newer does");
        }

        if (!apiVersion.EndsWith("/v1", StringComparison.Ordinal))
        {
            violations.Add(provider.At(Name), provider.PathOf(Name), "it goes with apiVersion credentialprovider.kubelet.k8s.io/v1 only");
        }

        if (!configVersion.EndsWith("/v1", StringComparison.Ordinal))
        {
            violations.Add(provider.At(Name), provider.PathOf(Name), "only a config of apiVersion kubelet.config.k8s.io/v1 has it");
        }

        string audience = fields.RequiredText("serviceAccountTokenAudience", "write e.g. sts.amazonaws.com");
        string cacheType = fields.RequiredText("cacheType", "write ServiceAccount or Token");
        if (cacheType is not ("" or "ServiceAccount" or "Token"))
        {
            Violated("cacheType", $"it is \"{cacheType}\": write ServiceAccount or Token");
        }

        bool? require = fields.Bool("requireServiceAccount");
        if (require is null && !fields.Has("requireServiceAccount"))
        {
            Violated("requireServiceAccount", "it is missing: write true or false");
        }

        IReadOnlyList<string> required = fields.Texts(Required);
        IReadOnlyList<string> optional = fields.Texts(Optional);
        if (required.Count > 0 && require is false)
        {
            Violated(Required, "annotations can be required only with requireServiceAccount: true");
        }

        Check(Required, required, fields, violations);
        Check(Optional, optional, fields, violations);
        if (required.Intersect(optional, StringComparer.Ordinal).FirstOrDefault() is { } both)
        {
            Violated(Optional, $"\"{both}\" is required as well: delete it from one of the two");
        }

        return new ServiceAccountTokenAttributes(audience, cacheType, require ?? false, required, optional);
    }

    private static void Check(string name, IReadOnlyList<string> keys, Fields fields, Violations violations)
    {
        for (int index = 0; index < keys.Count; index++)
        {
            string? problem = !IsQualifiedName(keys[index]) ? $"\"{keys[index]}\" is no annotation key: write PREFIX/NAME"
                : keys.Take(index).Contains(keys[index], StringComparer.Ordinal) ? $"\"{keys[index]}\" is there twice"
                : null;
            if (problem is not null)
            {
                violations.Add(fields.List(name)[index], $"{fields.PathOf(name)}[{index}]", problem);
            }
        }
    }

    // apimachinery's IsQualifiedName: an optional DNS subdomain, then at most 63 of [A-Za-z0-9_.-] that begin and end with one of [A-Za-z0-9].
    private static bool IsQualifiedName(string key)
    {
        string[] parts = key.Split('/');
        string name = parts[^1];
        return parts.Length <= 2
            && name.Length is > 0 and <= 63
            && char.IsAsciiLetterOrDigit(name[0]) && char.IsAsciiLetterOrDigit(name[^1])
            && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.')
            && (parts.Length == 1 || IsSubdomain(parts[0]));
    }

    private static bool IsSubdomain(string text) =>
        text.Length is > 0 and <= 253
        && text.Split('.').All(label => label.Length > 0
            && label[0] is not '-' && label[^1] is not '-'
            && label.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-'));
}
