using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Amazon.Runtime;
using EcrProvider.Aws.Pipeline;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// The role of the EC2 instance, from its metadata service: IMDSv2 in three round trips, never IMDSv1, never by a proxy. The SDK's own
/// source needs seven and waits 16 s for a service that is silent.
/// </summary>
internal static class ImdsIdentity
{
    private const string Credentials = "latest/meta-data/iam/security-credentials/";

    // An exhausted hop limit is silence, and on most machines outside EC2 nothing is at the address: both are learned in two tries.
    private const int Attempts = 2;
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(1);

    /// <returns>Null when AWS_EC2_METADATA_DISABLED is true.</returns>
    /// <exception cref="ProviderException">ECR220–ECR222.</exception>
    public static NodeIdentity? Find(ProviderSettings settings, string registry)
    {
        if (string.Equals(settings["AWS_EC2_METADATA_DISABLED"], "true", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        Uri service = Endpoint(settings);
        using var direct = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        using var http = new HttpClient(direct) { BaseAddress = service };
        try
        {
            string session = Send(http, () => new HttpRequestMessage(HttpMethod.Put, "latest/api/token")
            {
                Headers = { { "X-aws-ec2-metadata-token-ttl-seconds", "60" } },
            });
            string role = Get(http, session, Credentials).Split('\n')[0].Trim();
            return Read(role, Get(http, session, Credentials + role), service, registry);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.NotFound)
        {
            throw new ProviderException(ImdsMessages.NoRole(registry, service.Authority), refused);
        }
        catch (Exception silent) when (silent is HttpRequestException or OperationCanceledException)
        {
            string why = silent is OperationCanceledException ? $"no answer within {PerAttempt.TotalSeconds:0} s, {Attempts} times" : silent.Message;
            throw new ProviderException(ImdsMessages.Unreachable(registry, service.Authority, why), silent);
        }
    }

    private static Uri Endpoint(ProviderSettings settings)
    {
        string? mode = settings["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE"];
        string standard = string.Equals(mode, "IPv6", StringComparison.OrdinalIgnoreCase) ? "http://[fd00:ec2::254]/" : "http://169.254.169.254/";
        string configured = settings["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? standard;
        return Uri.TryCreate(configured.TrimEnd('/') + "/", UriKind.Absolute, out Uri? service) && service.Scheme is "http" or "https"
            ? service
            : throw new ProviderException(ImdsMessages.BadEndpoint(configured));
    }

    private static string Get(HttpClient http, string session, string path) => Send(http, () => new HttpRequestMessage(HttpMethod.Get, path)
    {
        Headers = { { "X-aws-ec2-metadata-token", session } },
    });

    private static string Send(HttpClient http, Func<HttpRequestMessage> request)
    {
        for (int attempt = 1; ; attempt++)
        {
            using var limit = new CancellationTokenSource(PerAttempt);
            try
            {
                using HttpRequestMessage message = request();
                message.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
                using HttpResponseMessage answer = http.Send(message, limit.Token);
                answer.EnsureSuccessStatusCode();
                using var reader = new StreamReader(answer.Content.ReadAsStream(limit.Token));
                return reader.ReadToEnd();
            }
            catch (Exception failure) when (attempt < Attempts && IsPassing(failure))
            {
                // Once more.
            }
        }
    }

    private static bool IsPassing(Exception failure) =>
        failure is OperationCanceledException or HttpRequestException { StatusCode: null or >= HttpStatusCode.InternalServerError };

    private static NodeIdentity Read(string role, string answer, Uri service, string registry)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(answer);
            JsonElement root = json.RootElement;
            if (JsonFields.Text(root, "AccessKeyId") is { Length: > 0 } key
                && JsonFields.Text(root, "SecretAccessKey") is { Length: > 0 } secret
                && JsonFields.Text(root, "Token") is { Length: > 0 } token)
            {
                return new NodeIdentity($"role {role} (IMDSv2)", new SessionAWSCredentials(key, secret, token));
            }

            string said = JsonFields.Text(root, "Code") ?? "no keys in it";
            throw new ProviderException(ImdsMessages.NoKeys(registry, service.Authority, role, said));
        }
        catch (JsonException broken)
        {
            throw new ProviderException(ImdsMessages.NoKeys(registry, service.Authority, role, "not JSON"), broken);
        }
    }
}
