using System.Net;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using EcrProvider.Aws.Identity;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Aws.Sts;

/// <summary>
/// <c>&lt;Credentials&gt;&lt;AccessKeyId&gt;…</c> → <see cref="AssumeRoleResponse"/>. Of the SDK's JSON base class only the stream is used.
/// </summary>
internal sealed class AssumeRoleResponseUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using var reader = new StreamReader(input.Stream, Encoding.UTF8);
        string credentials = XmlText.Inside(reader.ReadToEnd(), "Credentials") ?? "";
        return new AssumeRoleResponse
        {
            Credentials = XmlText.Element(credentials, "AccessKeyId") is { Length: > 0 } key
                && XmlText.Element(credentials, "SecretAccessKey") is { Length: > 0 } secret
                && XmlText.Element(credentials, "SessionToken") is { Length: > 0 } token
                    ? new SessionAWSCredentials(key, secret, token) { Expiration = CredentialsJson.Time(XmlText.Element(credentials, "Expiration")) }
                    : null,
        };
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode);
}
