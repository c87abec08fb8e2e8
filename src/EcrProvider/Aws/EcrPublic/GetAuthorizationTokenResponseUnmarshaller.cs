using System.Net;
using System.Text.Json;
using Amazon.ECRPublic.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECRPublic.Internal;

/// <summary><c>{"authorizationData":{"authorizationToken":"…","expiresAt":1.7E9}}</c> → <see cref="GetAuthorizationTokenResponse"/>.</summary>
internal sealed class GetAuthorizationTokenResponseUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using JsonDocument json = JsonDocument.Parse(input.Stream);
        var response = new GetAuthorizationTokenResponse();
        if (JsonFields.Member(json.RootElement, "authorizationData") is { ValueKind: JsonValueKind.Object } data)
        {
            response.AuthorizationData = new AuthorizationData
            {
                AuthorizationToken = JsonFields.Text(data, "authorizationToken"),
                ExpiresAt = JsonFields.Instant(data, "expiresAt"),
            };
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode);
}
