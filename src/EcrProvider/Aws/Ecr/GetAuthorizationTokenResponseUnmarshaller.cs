using System.Net;
using System.Text.Json;
using Amazon.ECR.Model;
using Amazon.Runtime;
using Amazon.Runtime.Internal.Transform;
using EcrProvider.Aws.Pipeline;

namespace Amazon.ECR.Internal;

/// <summary><c>{"authorizationData":[{"authorizationToken":"…","expiresAt":1.7E9}]}</c> → <see cref="GetAuthorizationTokenResponse"/>.</summary>
internal sealed class GetAuthorizationTokenResponseUnmarshaller : JsonResponseUnmarshaller
{
    public override AmazonWebServiceResponse Unmarshall(JsonUnmarshallerContext input)
    {
        using JsonDocument json = JsonDocument.Parse(input.Stream);
        var response = new GetAuthorizationTokenResponse();
        if (JsonFields.Member(json.RootElement, "authorizationData") is { ValueKind: JsonValueKind.Array } list)
        {
            response.AuthorizationData = [.. list.EnumerateArray().Select(AuthorizationDataOf)];
        }

        return response;
    }

    public override AmazonServiceException UnmarshallException(
        JsonUnmarshallerContext input, Exception innerException, HttpStatusCode statusCode) =>
        ServiceError.Read(input, innerException, statusCode);

    private static AuthorizationData AuthorizationDataOf(JsonElement item) => new()
    {
        AuthorizationToken = JsonFields.Text(item, "authorizationToken"),
        ExpiresAt = JsonFields.Instant(item, "expiresAt"),
    };
}
