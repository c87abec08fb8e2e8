namespace Amazon.ECRPublic.Model;

/// <summary>An object here, where ECR answers a list.</summary>
internal sealed class GetAuthorizationTokenResponse : Runtime.AmazonWebServiceResponse
{
    public AuthorizationData? AuthorizationData { get; set; }
}
