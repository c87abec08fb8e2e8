using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Aws.Sts;

/// <summary><c>&lt;Arn&gt;…&lt;/Arn&gt;</c> → <see cref="GetCallerIdentityResponse"/>.</summary>
internal sealed class GetCallerIdentityResponseUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var reader = new StreamReader(input.Stream, Encoding.UTF8);
        return new GetCallerIdentityResponse { Arn = XmlText.Element(reader.ReadToEnd(), "Arn") };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode);
}
