using System.Globalization;
using Amazon;
using Amazon.Runtime;
using EcrProvider.Aws.Identity;
using EcrProvider.Aws.Transport;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Aws;

/// <summary>One question to AWS: for which registry, by whose settings, over which connections, and until when.</summary>
internal sealed class AwsContext : IDisposable
{
    private const int DefaultSeconds = 45;

    // kubelet kills its plugin after 60 s, and then nobody learns why.
    private const int MostSeconds = 55;

    private readonly CancellationTokenSource deadline;
    private readonly HttpTransport http;
    private readonly long started;
    private ImdsClient? imds;

    /// <exception cref="ProviderException">ECR304: ECR_DEADLINE is no number of seconds, or AWS_REGION no region; ECR218, ECR219: the CA bundle or the proxy is of no use.</exception>
    public AwsContext(HostContext host, ProviderSettings settings, Registry registry, TimeSpan? limit = null)
    {
        (Host, Settings, Registry) = (host, settings, registry);
        ProfileFiles.Check(host, settings);
        if (settings["AWS_REGION"] is { } named && !RegionName.IsOne(named))
        {
            throw new ProviderException(SettingsMessages.Invalid("AWS_REGION", named, "the name of a region, e.g. us-west-2"));
        }

        TimeSpan configured = Deadline(settings);
        Limit = limit < configured ? limit.Value : configured;
        started = host.Clock.GetTimestamp();
        deadline = new CancellationTokenSource(Limit, host.Clock);
        http = new HttpTransport(host, settings, registry.Host);
    }

    public HostContext Host { get; }

    public ProviderSettings Settings { get; }

    public Registry Registry { get; }

    /// <summary>Over everything that AWS is asked for one answer: metadata, STS and ECR.</summary>
    public TimeSpan Limit { get; }

    public TimeSpan Remaining => Limit - Host.Clock.GetElapsedTime(started);

    public CancellationToken Token => deadline.Token;

    public bool IsLate => deadline.IsCancellationRequested;

    /// <summary>By the proxy that the settings name, trusting whom they name.</summary>
    public HttpClient Http => http.Client;

    /// <summary>The metadata service; its session token lasts for the whole question.</summary>
    /// <exception cref="ProviderException">ECR223.</exception>
    public ImdsClient Imds => imds ??= new ImdsClient(this);

    /// <summary>Why the last attempt failed below HTTP; null when none did.</summary>
    public NetworkTrouble? LastTrouble => http.LastTrouble;

    /// <summary>What the clients of all services have in common.</summary>
    /// <param name="config">Of the service.</param>
    /// <param name="region">Whose endpoint is asked, and which signs, also when an endpoint URL is configured: the SDK would fall back to us-east-1.</param>
    /// <exception cref="ProviderException">ECR281: it is none; a profile or AWS_DEFAULT_REGION names it.</exception>
    public void Configure(ClientConfig config, string region)
    {
        if (!RegionName.IsOne(region))
        {
            throw new ProviderException(EndpointMessages.Malformed($"the region \"{region}\" is none"));
        }

        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        config.AllowAutoRedirect = false;
        config.HttpClientFactory = http;
    }

    /// <summary>What kubelet leaves to whoever has waited already.</summary>
    public static TimeSpan LongestAfter(TimeSpan waited) => TimeSpan.FromSeconds(MostSeconds) - waited;

    /// <summary>AWS's clock by its last answer.</summary>
    public DateTimeOffset? ServerDate => http.ServerDate;

    public void Dispose()
    {
        imds?.Dispose();
        http.Dispose();
        deadline.Dispose();
    }

    private static TimeSpan Deadline(ProviderSettings settings)
    {
        if (settings["ECR_DEADLINE"] is not { } text)
        {
            return TimeSpan.FromSeconds(DefaultSeconds);
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int seconds) && seconds is >= 1 and <= MostSeconds
            ? TimeSpan.FromSeconds(seconds)
            : throw new ProviderException(SettingsMessages.Invalid("ECR_DEADLINE", text, $"a number of seconds from 1 to {MostSeconds}"));
    }
}
