namespace Amazon.ECRPublic.Model;

/// <summary>No fields.</summary>
internal sealed class GetAuthorizationTokenRequest : Runtime.AmazonWebServiceRequest;
