using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using EcrProvider.Aws;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Doctor.Pull;

/// <summary>An answer of the registry's own API (distribution spec). The password goes to the registry's host alone, and after no redirect.</summary>
internal sealed class RegistryAnswer(HttpResponseMessage answer) : IDisposable
{
    private static readonly string[] Manifests =
    [
        "application/vnd.oci.image.index.v1+json", "application/vnd.oci.image.manifest.v1+json",
        "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.docker.distribution.manifest.v2+json",
    ];

    public HttpStatusCode Status => answer.StatusCode;

    /// <summary>A page for people: a portal or a proxy answers in the registry's name.</summary>
    public bool IsPage => answer.Content.Headers.ContentType?.MediaType is "text/html";

    /// <summary>The first error's code; null when it has none.</summary>
    public string? Code => Error?.Code;

    /// <summary>In a few words.</summary>
    public string Said => Error is var (code, message) ? $"{code}: {message}" : IsPage ? $"HTTP {(int)Status}, a page for people" : $"HTTP {(int)Status}";

    private (string Code, string Message)? Error
    {
        get
        {
            try
            {
                // {"errors":[{"code":"NAME_UNKNOWN","message":"The repository with name … does not exist …"}]}
                using JsonDocument body = JsonDocument.Parse(answer.Content.ReadAsStringAsync().GetAwaiter().GetResult());
                return JsonFields.Member(body.RootElement, "errors") is { ValueKind: JsonValueKind.Array } errors && errors.GetArrayLength() > 0
                    && JsonFields.Text(errors[0], "code") is { } code
                    ? (code, JsonFields.Text(errors[0], "message") ?? "no message")
                    : null;
            }
            catch (JsonException)
            {
                return null;
            }
        }
    }

    /// <param name="path">Below <c>/v2/</c>.</param>
    /// <exception cref="Messages.ProviderException">ECR209–ECR217: no answer.</exception>
    public static RegistryAnswer Get(AwsContext aws, RegistryPatient registry, HttpMethod method, string path)
    {
        string server = $"https://{registry.ImagesHost}";
        using var question = new HttpRequestMessage(method, $"{server}/v2/{path}");
        string pair = $"{registry.Token!.UserName}:{registry.Token.Password.Reveal()}";
        question.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        question.Headers.Accept.ParseAdd(string.Join(", ", Manifests));
        return new RegistryAnswer(Http.Send(aws, question, server));
    }

    public void Dispose() => answer.Dispose();
}
