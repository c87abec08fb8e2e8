using System.Text.Json;
using System.Text.Unicode;
using EcrProvider.Plugin;
using EcrProvider.Tokens;

namespace EcrProvider.Fuzz.Readers;

/// <summary>Standard input, and the answer: the image goes from one into the other.</summary>
internal sealed class RequestReading() : Reader(
    "request",
    "{", "}", "\"kind\":", "\"CredentialProviderRequest\"", "\"apiVersion\":", "\"credentialprovider.kubelet.k8s.io/v1\"", "\"image\":", "\"serviceAccountToken\":", "\"t0ken\"",
    "\"serviceAccountAnnotations\":", "\"eks.amazonaws.com/ecr-role-arn\":", "\"x\":", "v1beta1", "v1alpha1", "[1,{}]", "\\u0041", "\\ud83d\\ude00", "<&>")
{
    public override void Check(byte[] input)
    {
        CredentialProviderRequest? request = Read(
            () => RequestReader.Read(Machine.Context with { OpenInput = () => new MemoryStream(input) }), "ECR101", "ECR102", "ECR103", "ECR104", "ECR105", "ECR106");
        Dictionary<string, JsonElement>? members = OracleJson.Members(input);
        if (request is null)
        {
            Promise(members is null || !IsText(input) || !IsRequest(members), "a request that kubelet may write is read", "refused");
            return;
        }

        Promise(RequestReader.LooksLikeRequest(input), "what is read looks like a request", request.Image);
        Promise(members is not null, "what is read is a JSON object", request.Image);
        Promise(
            Same(request.Image, OracleJson.Text(members!, "image")) && Same(request.ApiVersion, OracleJson.Text(members!, "apiVersion"))
            && Same(request.ServiceAccount?.Token.Reveal(), OracleJson.Text(members!, "serviceAccountToken") is { Length: > 0 } token ? token : null),
            "image, version and token are the request's",
            request.Image);

        // As if the image were host, user and password: every character that JSON can carry comes back.
        var life = TimeSpan.FromHours(6);
        var answer = new CredentialProviderResponse(request.ApiVersion, request.Image, life, new AuthorizationToken(request.Image, new Secret(request.Image), ExpiresAt: null));
        JsonElement auth = JsonElement.Parse(ResponseWriter.Write(answer).Span).GetProperty("auth").GetProperty(request.Image);
        Promise(
            Same(auth.GetProperty("username").GetString(), request.Image) && Same(auth.GetProperty("password").GetString(), request.Image),
            "the answer holds what was put into it",
            auth.GetRawText());
    }

    // Twice the same name with text that is none in the first: refused, and rightly.
    private static bool IsText(byte[] input) => Utf8.IsValid(input) && input.AsSpan().IndexOf("\\ud"u8) < 0 && input.AsSpan().IndexOf("\\uD"u8) < 0;

    private static bool IsRequest(Dictionary<string, JsonElement> members) =>
        OracleJson.Text(members, "kind") is "CredentialProviderRequest"
        && OracleJson.Text(members, "apiVersion") is RequestReader.Group + "v1" or RequestReader.Group + "v1beta1" or RequestReader.Group + "v1alpha1"
        && OracleJson.Text(members, "image") is { Length: > 0 }
        && !members.ContainsKey("serviceAccountToken") && !members.ContainsKey("serviceAccountAnnotations");
}
