namespace Amazon.ECR.Model;

/// <summary>One <see cref="Model.AuthorizationData"/> for all registries of the region that the identity may read.</summary>
internal sealed class GetAuthorizationTokenResponse : Runtime.AmazonWebServiceResponse
{
    public List<AuthorizationData>? AuthorizationData { get; set; }
}
