using Amazon.Runtime;

namespace EcrProvider.Aws.Sts;

/// <summary>The role's credentials; null when the answer has none.</summary>
internal sealed class AssumeRoleResponse : AmazonWebServiceResponse
{
    public SessionAWSCredentials? Credentials { get; set; }
}
