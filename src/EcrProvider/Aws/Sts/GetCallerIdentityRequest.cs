namespace EcrProvider.Aws.Sts;

/// <summary>No fields: the signature says who asks.</summary>
internal sealed class GetCallerIdentityRequest : Amazon.Runtime.AmazonWebServiceRequest;
