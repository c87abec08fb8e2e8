namespace EcrProvider.Tokens;

/// <summary>A registry's user name and password, made of GetAuthorizationToken's AuthorizationData.</summary>
/// <param name="UserName">Always <c>AWS</c> today.</param>
/// <param name="Password">Of no fixed or maximum size.</param>
/// <param name="ExpiresAt">Null when AWS did not say.</param>
internal sealed record AuthorizationToken(string UserName, Secret Password, DateTimeOffset? ExpiresAt);
