using System.Globalization;

namespace EcrProvider.Tokens;

/// <summary>A registry's user name and password, made of GetAuthorizationToken's AuthorizationData.</summary>
/// <param name="UserName">Always <c>AWS</c> today.</param>
/// <param name="Password">Of no fixed or maximum size.</param>
/// <param name="ExpiresAt">Null when AWS did not say.</param>
/// <param name="Life">From AWS's answer to its end, both by AWS's clock; null when AWS did not say.</param>
/// <param name="Endpoint">The URL that gave it.</param>
internal sealed record AuthorizationToken(string UserName, Secret Password, DateTimeOffset? ExpiresAt, TimeSpan? Life = null, string? Endpoint = null)
{
    /// <summary>Its end as messages say it.</summary>
    public string Until => ExpiresAt?.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "an unknown time";
}
