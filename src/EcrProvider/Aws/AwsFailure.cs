using Amazon.Runtime;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Aws;

/// <summary>What the SDK threw → the one line that helps.</summary>
internal static class AwsFailure
{
    /// <param name="failure">From the service client.</param>
    /// <param name="registry">The registry that was asked for.</param>
    /// <param name="identity">Who asked, in words.</param>
    /// <param name="endpoint">The API host.</param>
    public static Message Explain(Exception failure, Registry registry, string identity, string endpoint) => failure switch
    {
        AmazonServiceException { ErrorCode: not null } refused => Refused(refused, registry, identity),
        AmazonServiceException { InnerException: HttpRequestException inner } => AwsMessages.Unreachable(registry.Host, endpoint, Root(inner).Message),
        _ => AwsMessages.Unreachable(registry.Host, endpoint, Root(failure).Message),
    };

    private static Message Refused(AmazonServiceException refused, Registry of, string identity)
    {
        string registry = of.Host;
        string said = $"{refused.ErrorCode}: {refused.Message}";
        return refused.ErrorCode switch
        {
            "AccessDeniedException" or "AccessDenied" or "UnauthorizedOperation" =>
                of.IsPublic ? AwsMessages.AccessDeniedPublic(registry, identity, said) : AwsMessages.AccessDenied(registry, identity, said),
            "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" => AwsMessages.ClockSkew(registry, said),
            "InvalidSignatureException" or "SignatureDoesNotMatch" when refused.Message.Contains("Signature expired", StringComparison.Ordinal)
                || refused.Message.Contains("Signature not yet current", StringComparison.Ordinal) => AwsMessages.ClockSkew(registry, said),
            "InvalidSignatureException" or "SignatureDoesNotMatch" => AwsMessages.WrongSecret(registry, identity, said),
            "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId" or "AuthFailure" =>
                AwsMessages.UnknownKey(registry, identity, said),
            "ExpiredTokenException" or "ExpiredToken" => AwsMessages.Expired(registry, identity, said),
            "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "RequestLimitExceeded" or "HTTP 429" =>
                AwsMessages.Throttled(registry, said),
            _ => AwsMessages.Refused(registry, identity, said),
        };
    }

    private static Exception Root(Exception failure)
    {
        while (failure.InnerException is { } inner)
        {
            failure = inner;
        }

        return failure;
    }
}
