using Amazon.Runtime;
using EcrProvider.Messages;

namespace EcrProvider.Aws.Sts;

/// <summary>What the SDK threw about STS → the one line that helps.</summary>
internal static class StsFailure
{
    public static Message Explain(Exception failure, AwsContext aws, string endpoint, string identity, string role)
    {
        string registry = aws.Registry.Host;
        if (failure is not AmazonServiceException { ErrorCode: { Length: > 0 } code } refused)
        {
            return AwsFailure.Network(failure, aws, endpoint);
        }

        string said = $"{code}: {refused.Message}";
        return code switch
        {
            "AccessDenied" or "AccessDeniedException" => RoleMessages.Denied(registry, role, identity, said),
            "InvalidIdentityToken" or "IDPRejectedClaim" or "ExpiredTokenException" when failure.Message.Contains("oken", StringComparison.Ordinal)
                && identity.Contains("web identity", StringComparison.Ordinal) => RoleMessages.TokenRejected(registry, role, said),
            "RegionDisabledException" => RoleMessages.RegionDisabled(registry, endpoint, said),
            _ => AwsFailure.Common(refused, registry, identity, "sts:AssumeRole") ?? RoleMessages.Refused(registry, role, identity, said),
        };
    }
}
