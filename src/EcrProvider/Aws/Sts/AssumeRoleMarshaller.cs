using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal;
using Amazon.Runtime.Internal.Transform;

namespace EcrProvider.Aws.Sts;

/// <summary>The query protocol: a form in the body of a POST.</summary>
internal sealed class AssumeRoleMarshaller : IMarshaller<IRequest, AmazonWebServiceRequest>
{
    public IRequest Marshall(AmazonWebServiceRequest input)
    {
        IEnumerable<string> form = ((AssumeRoleRequest)input).Parameters().Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value)}");
        var request = new DefaultRequest(input, "Amazon.SecurityToken")
        {
            HttpMethod = "POST",
            ResourcePath = "/",
            Content = Encoding.ASCII.GetBytes(string.Join('&', form)),
        };
        request.Headers["Content-Type"] = "application/x-www-form-urlencoded; charset=utf-8";
        return request;
    }
}
