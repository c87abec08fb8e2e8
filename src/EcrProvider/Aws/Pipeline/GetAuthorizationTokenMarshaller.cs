using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EcrProvider.Aws.Pipeline;

/// <summary>The request of both services: AWS JSON 1.1 with an empty object.</summary>
/// <param name="serviceName">The namespace of the operation, for the SDK's own logs.</param>
/// <param name="target">The X-Amz-Target header.</param>
internal sealed class GetAuthorizationTokenMarshaller(string serviceName, string target) : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, serviceName)
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = "{}"u8.ToArray(),
        };
        request.Headers["X-Amz-Target"] = target;
        request.Headers["Content-Type"] = "application/x-amz-json-1.1";
        return request;
    }
}
