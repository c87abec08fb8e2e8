using System.Text.Json;
using Amazon.Runtime;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Aws;

/// <summary>What the SDK threw → the one line that helps.</summary>
internal static class AwsFailure
{
    /// <param name="failure">From the client of ECR or ECR Public.</param>
    /// <param name="identity">Who asked, in words.</param>
    /// <param name="endpoint">The API's URL.</param>
    public static Message Explain(Exception failure, AwsContext aws, string identity, string endpoint)
    {
        Registry registry = aws.Registry;
        if (failure is not AmazonServiceException { ErrorCode: { Length: > 0 } code } refused)
        {
            return Network(failure, aws, endpoint);
        }

        string said = $"{code}: {refused.Message}";
        return code switch
        {
            "AccessDeniedException" or "AccessDenied" or "UnauthorizedOperation" => registry.IsPublic
                ? AwsMessages.AccessDeniedPublic(registry.Host, identity, said)
                : AwsMessages.AccessDenied(registry.Host, identity, said),
            _ => Common(refused, registry.Host, identity, "ecr:GetAuthorizationToken") ?? AwsMessages.Refused(registry.Host, identity, said),
        };
    }

    /// <summary>What every service refuses in the same words; null when it is something of the service's own.</summary>
    public static Message? Common(AmazonServiceException refused, string registry, string identity, string action)
    {
        string said = $"{refused.ErrorCode}: {refused.Message}";
        return refused.ErrorCode switch
        {
            "RequestTimeTooSkewed" or "RequestExpired" or "RequestInTheFuture" => AwsMessages.ClockSkew(registry, said),
            "InvalidSignatureException" or "SignatureDoesNotMatch" when refused.Message.Contains("Signature expired", StringComparison.Ordinal)
                || refused.Message.Contains("Signature not yet current", StringComparison.Ordinal) => AwsMessages.ClockSkew(registry, said),
            "InvalidSignatureException" or "SignatureDoesNotMatch" => AwsMessages.WrongSecret(registry, identity, said),
            "UnrecognizedClientException" or "InvalidClientTokenId" or "InvalidAccessKeyId" or "AuthFailure" =>
                AwsMessages.UnknownKey(registry, identity, said),
            "ExpiredTokenException" or "ExpiredToken" => AwsMessages.Expired(registry, identity, said),
            "ThrottlingException" or "Throttling" or "TooManyRequestsException" or "RequestLimitExceeded" or "HTTP 429" =>
                AwsMessages.Throttled(registry, action, said),
            _ => null,
        };
    }

    /// <summary>No answer of the service at all, or one that is none.</summary>
    public static Message Network(Exception failure, AwsContext aws, string endpoint)
    {
        string registry = aws.Registry.Host;
        if (aws.IsLate)
        {
            return AwsMessages.NoAnswerInTime(registry, endpoint, aws.Limit, aws.LastTrouble?.Why);
        }

        Exception root = Root(failure);
        return root is JsonException || failure is AmazonUnmarshallingException
            ? AwsMessages.StrangeAnswer(registry, "is not what AWS writes")
            : aws.LastTrouble switch
            {
                { Proxy: { } proxy } trouble => TransportMessages.ProxyUnreachable(registry, endpoint, proxy, trouble.Why),
                { IsName: true } trouble => TransportMessages.NameUnknown(registry, endpoint, trouble.Why),
                { } trouble => AwsMessages.Unreachable(registry, endpoint, trouble.Why),
                null => AwsMessages.Unreachable(registry, endpoint, root.Message),
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
