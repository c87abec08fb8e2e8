using System.Net;
using System.Security.Cryptography;
using System.Text;
using Amazon.Runtime;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// The credentials of an ECS task or, by EKS Pod Identity, of a pod: an HTTP endpoint that the environment names
/// (docs.aws.amazon.com/sdkref, "Container credential provider").
/// </summary>
internal sealed class ContainerIdentity(string uri) : IdentitySource($"container:{uri}")
{
    private const string Ecs = "http://169.254.170.2";
    private const int Attempts = 3;

    private static readonly IPAddress[] Allowed =
        [IPAddress.Parse("169.254.170.2"), IPAddress.Parse("169.254.170.23"), IPAddress.Parse("fd00:ec2::23")];

    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(2);

    /// <returns>Null when neither variable is set.</returns>
    public static ContainerIdentity? Find(ProviderSettings settings) =>
        settings["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] is { } relative ? new(Ecs + relative)
        : settings["AWS_CONTAINER_CREDENTIALS_FULL_URI"] is { } full ? new(full)
        : null;

    /// <exception cref="ProviderException">ECR250–ECR252.</exception>
    public override async Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out Uri? endpoint) || !MayBeAsked(endpoint))
        {
            throw new ProviderException(IdentityMessages.ContainerEndpointNotAllowed(uri));
        }

        string? authorization = Authorization(aws);
        using var sockets = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var direct = new HttpClient(sockets);
        HttpClient http = endpoint.Scheme is "https" ? aws.Http : direct;
        string answer = await AskAsync(aws, http, endpoint, authorization);
        (AWSCredentials? credentials, string keyOrProblem) = CredentialsJson.Read(answer, "Token");
        return credentials is null
            ? throw new ProviderException(IdentityMessages.ContainerGivesNoKeys(aws.Registry.Host, endpoint.Authority, keyOrProblem))
            : NodeIdentity.OfKey(keyOrProblem, $"container credentials of {endpoint.Authority}", credentials);
    }

    /// <summary>Plain http only to addresses that never leave the machine: the answer is a secret.</summary>
    private static bool MayBeAsked(Uri endpoint) => endpoint.Scheme switch
    {
        "https" => true,
        "http" => endpoint.IdnHost is "localhost"
            || (IPAddress.TryParse(endpoint.IdnHost, out IPAddress? address) && (IPAddress.IsLoopback(address) || Allowed.Contains(address))),
        _ => false,
    };

    private static string? Authorization(AwsContext aws)
    {
        if (aws.Settings["AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"] is not { } path)
        {
            return aws.Settings["AWS_CONTAINER_AUTHORIZATION_TOKEN"];
        }

        return aws.Host.Files.Read(path, 64 * 1024) is { Bytes: { } token } file
            ? Encoding.UTF8.GetString(token).Trim()
            : throw new ProviderException(IdentityMessages.TokenFileUnreadable("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", path, "it cannot be read"));
    }

    private static async Task<string> AskAsync(AwsContext aws, HttpClient http, Uri endpoint, string? authorization)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(aws.Token);
            limit.CancelAfter(PerAttempt);
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, endpoint);
                if (authorization is not null)
                {
                    request.Headers.TryAddWithoutValidation("Authorization", authorization);
                }

                using HttpResponseMessage answer = await http.SendAsync(request, limit.Token);
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadAsStringAsync(limit.Token);
            }
            catch (Exception failure) when (failure is HttpRequestException or OperationCanceledException)
            {
                if (attempt == Attempts || aws.IsLate || failure is HttpRequestException { StatusCode: < HttpStatusCode.InternalServerError })
                {
                    string why = failure is OperationCanceledException ? $"no answer within {PerAttempt.TotalSeconds:0} s" : failure.Message;
                    throw new ProviderException(IdentityMessages.ContainerUnreachable(aws.Registry.Host, endpoint.Authority, why), failure);
                }

                await Task.Delay(RandomNumberGenerator.GetInt32(50, 100 << attempt), aws.Token);
            }
        }
    }
}
