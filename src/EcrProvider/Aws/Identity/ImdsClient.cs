using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// The EC2 metadata service: IMDSv2 with one session token, never IMDSv1, never by a proxy. The SDK's own client needs seven round trips for a
/// role and its region, this one four, and it waits 16 s for a service that is silent.
/// </summary>
internal sealed class ImdsClient : IDisposable
{
    private static readonly TimeSpan PerAttempt = TimeSpan.FromSeconds(1);

    private readonly AwsContext aws;
    private readonly SocketsHttpHandler direct;
    private readonly HttpClient http;
    private string? session;

    /// <exception cref="ProviderException">ECR223.</exception>
    public ImdsClient(AwsContext context)
    {
        aws = context;
        Service = Endpoint(aws.Settings);
        direct = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false, ActivityHeadersPropagator = null };
        http = new HttpClient(direct) { BaseAddress = Service, Timeout = Timeout.InfiniteTimeSpan, MaxResponseContentBufferSize = 64 * 1024 };
    }

    public Uri Service { get; }

    /// <exception cref="HttpRequestException">The service refuses: <c>StatusCode</c> says how.</exception>
    /// <exception cref="ProviderException">ECR220: it cannot be reached; ECR225: it is switched off.</exception>
    public async Task<string> GetAsync(string path)
    {
        try
        {
            session ??= OneLineOf(await SendAsync(HttpMethod.Put, "latest/api/token", "X-aws-ec2-metadata-token-ttl-seconds", "60"));
            return await SendAsync(HttpMethod.Get, path, "X-aws-ec2-metadata-token", session);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is HttpStatusCode.Forbidden)
        {
            throw new ProviderException(ImdsMessages.SwitchedOff(aws.Registry.Host, Service.Authority), refused);
        }
        catch (HttpRequestException silent) when (silent.StatusCode is null or >= HttpStatusCode.InternalServerError)
        {
            throw new ProviderException(ImdsMessages.Unreachable(aws.Registry.Host, Service.Authority, silent.Message), silent);
        }
        catch (OperationCanceledException late) when (aws.IsLate)
        {
            throw new ProviderException(ImdsMessages.Unreachable(aws.Registry.Host, Service.Authority, $"no answer within {aws.Limit.TotalSeconds:0} s"), late);
        }
    }

    public void Dispose()
    {
        http.Dispose();
        direct.Dispose();
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

    // A web server at the address may answer a page, which no header can hold.
    private string OneLineOf(string token) => token.AsSpan().ContainsAny('\r', '\n', '\0')
        ? throw new ProviderException(ImdsMessages.Unreachable(aws.Registry.Host, Service.Authority, "what answers there gives no session token"))
        : token;

    private async Task<string> SendAsync(HttpMethod method, string path, string header, string value)
    {
        // Outside EC2 mostly nothing is at the address, which is learned in two tries; on EC2 the service is busy at boot. An exhausted hop
        // limit is silence in both.
        int attempts = Ec2Machine.Is(aws.Host.Files) ? 6 : 2;
        for (int attempt = 1; ; attempt++)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(aws.Token);
            limit.CancelAfter(PerAttempt);
            try
            {
                using var request = new HttpRequestMessage(method, path);
                request.Headers.Add(header, value);
                request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("*/*"));
                using HttpResponseMessage answer = await http.SendAsync(request, limit.Token);
                answer.EnsureSuccessStatusCode();
                return await answer.Content.ReadAsStringAsync(limit.Token);
            }
            catch (OperationCanceledException silent) when (!aws.IsLate)
            {
                if (attempt == attempts)
                {
                    throw new HttpRequestException($"no answer within {PerAttempt.TotalSeconds:0} s, {attempts} times", silent);
                }
            }
            catch (HttpRequestException failure) when (attempt < attempts && IsPassing(failure))
            {
                await Task.Delay(RandomNumberGenerator.GetInt32(50, 100 << attempt), aws.Token);
            }
        }
    }

    private static bool IsPassing(HttpRequestException failure) =>
        failure.StatusCode is null or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;
}
