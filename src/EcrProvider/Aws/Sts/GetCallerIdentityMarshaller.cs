using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EcrProvider.Aws.Sts;

/// <summary>The query protocol: a form in the body of a POST.</summary>
internal sealed class GetCallerIdentityMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        var request = new DefaultRequest(input, "Amazon.SecurityToken")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = "Version=2011-06-15&Action=GetCallerIdentity"u8.ToArray(),
        };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
