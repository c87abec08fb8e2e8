namespace EcrProvider.Aws.Sts;

/// <summary>Who signed; null when the answer does not say.</summary>
internal sealed class GetCallerIdentityResponse : Amazon.Runtime.AmazonWebServiceResponse
{
    public string? Arn { get; set; }
}
