namespace Amazon.ECR.Model;

/// <summary>No fields: <c>registryIds</c> is deprecated.</summary>
internal sealed class GetAuthorizationTokenRequest : Runtime.AmazonWebServiceRequest;
