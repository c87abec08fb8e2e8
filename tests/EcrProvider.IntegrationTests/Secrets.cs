using System.Text;

namespace EcrProvider.IntegrationTests;

/// <summary>Every secret that tests and stubs use. None of them belongs into standard error or the journal.</summary>
internal static class Secrets
{
    public const string AccessKey = "AKIAINTEGRATION00000";
    public const string SecretKey = "s3cretKeyOfTheNode/s3cretKeyOfTheNode000";
    public const string ProxyPassword = "proxy-pa55word";
    public const string UrlPassword = "url/pa55@word";
    public const string WebIdentityToken = "e30.eyJzdWIiOiJzeXN0ZW06c2VydmljZWFjY291bnQ6c2hvcDpjYXJ0In0.c2lnbmF0dXJl";

    // Of tests/Node: STS, IMDS, GetAuthorizationToken.
    public static readonly string[] All =
    [
        SecretKey, ProxyPassword, UrlPassword, "pa55@", WebIdentityToken, "stub-secret-stub-secret-stub-secret-stub", "stub-session-token",
        "bedsecretbedsecretbedsecretbedsecretbeds", "bed-session-token", "bed-imds-token", "container-token",
        "stub-password", Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:stub-password")),
    ];
}
