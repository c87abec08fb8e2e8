using System.Text;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Tokens;

/// <summary>AuthorizationData (base64 of <c>user:password</c>) → <see cref="AuthorizationToken"/>.</summary>
internal static class AuthorizationDataReader
{
    /// <exception cref="ProviderException">ECR211: no, or no usable, token; ECR212: one that has expired.</exception>
    public static AuthorizationToken Read(Registry registry, string? authorizationToken, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        if (string.IsNullOrEmpty(authorizationToken))
        {
            throw new ProviderException(AwsMessages.StrangeAnswer(registry.Host, "holds no authorizationToken"));
        }

        byte[] decoded = new byte[authorizationToken.Length];
        if (!Convert.TryFromBase64String(authorizationToken, decoded, out int length))
        {
            throw new ProviderException(AwsMessages.StrangeAnswer(registry.Host, "holds an authorizationToken that is not base64"));
        }

        string pair = Encoding.UTF8.GetString(decoded, 0, length);
        int colon = pair.IndexOf(':', StringComparison.Ordinal);
        if (colon <= 0 || colon == pair.Length - 1)
        {
            throw new ProviderException(AwsMessages.StrangeAnswer(registry.Host, "holds an authorizationToken that is not USER:PASSWORD"));
        }

        return expiresAt <= now
            ? throw new ProviderException(AwsMessages.ExpiredToken(registry.Host, expiresAt.Value))
            : new AuthorizationToken(pair[..colon], new Secret(pair[(colon + 1)..]), expiresAt);
    }
}
