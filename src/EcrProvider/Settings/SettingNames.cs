namespace EcrProvider.Settings;

/// <summary>Every name that means something in /etc/default/ecr-credential-provider. A test holds it to docs/configuration.md.</summary>
internal static class SettingNames
{
    private const int NearEnough = 3;

    public static readonly string[] All =
    [
        "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN", "AWS_PROFILE",
        "AWS_CONFIG_FILE", "AWS_SHARED_CREDENTIALS_FILE", "AWS_CONTAINER_CREDENTIALS_FULL_URI", "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", "AWS_EC2_METADATA_DISABLED", "AWS_EC2_METADATA_SERVICE_ENDPOINT",
        "AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE", "AWS_ROLE_SESSION_NAME", "AWS_REGION", "AWS_DEFAULT_REGION", "ECR_IDENTITIES", "AWS_ECR_ROLE_ARN",
        "ECR_SERVICE_ACCOUNT_FALLBACK", "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT", "AWS_ENDPOINT_URL_ECR", "AWS_ENDPOINT_URL_ECR_PUBLIC",
        "AWS_ENDPOINT_URL_STS", "AWS_ENDPOINT_URL", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS", "HTTPS_PROXY", "ALL_PROXY", "HTTP_PROXY", "NO_PROXY",
        "AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "ECR_TRUST_STORE", "ECR_DEADLINE", "ECR_TOKEN_CACHE", "ECR_REGISTRY_ALIASES",
        "ECR_REGISTRY_ALIASES_TRUST_FALLBACK", "ECR_RESTART_KUBELET", "ECR_WIRING",
    ];

    /// <summary>Proxies are read in lower case too. Whatever else the admin gives a credential_process is his, if it looks like none of ours.</summary>
    public static bool AreKnown(string name) =>
        All.Contains(name, StringComparer.Ordinal)
        || (name.EndsWith("_proxy", StringComparison.Ordinal) && All.Contains(name.ToUpperInvariant(), StringComparer.Ordinal))
        || (!name.StartsWith("ECR_", StringComparison.OrdinalIgnoreCase) && !name.StartsWith("AWS_", StringComparison.OrdinalIgnoreCase) && Nearest(name) is null);

    /// <summary>The setting that was meant; null when none is near.</summary>
    public static string? Nearest(string name)
    {
        string upper = name.ToUpperInvariant();
        string nearest = All.MinBy(known => Distance(known, upper))!;
        return Distance(nearest, upper) <= NearEnough ? nearest : null;
    }

    /// <summary>Levenshtein's.</summary>
    private static int Distance(string one, string other)
    {
        int[] row = [.. Enumerable.Range(0, other.Length + 1)];
        for (int i = 1; i <= one.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= other.Length; j++)
            {
                int above = row[j];
                row[j] = Math.Min(Math.Min(above, row[j - 1]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                diagonal = above;
            }
        }

        return row[^1];
    }
}
