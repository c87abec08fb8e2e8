using System.Net.Security;
using Amazon.Runtime;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Transport;

/// <summary>One HTTP client for all that is asked over the network: the SDK's clients take it too.</summary>
internal sealed class HttpTransport : HttpClientFactory, IDisposable
{
    // Connection and TLS handshake; a black hole is given up early enough to try again.
    private static readonly TimeSpan Connecting = TimeSpan.FromSeconds(5);

    // IMDS, a registry's errors, manifests: whoever answers with more than that has something in mind.
    private const int LongestAnswer = 1024 * 1024;

    private readonly SocketsHttpHandler sockets;
    private readonly Attempts attempts;

    /// <exception cref="ProviderException">ECR219: the proxy is no URL; ECR218: the CA bundle cannot be read.</exception>
    public HttpTransport(HostContext host, ProviderSettings settings, string registry)
    {
        var proxy = new ProxyRules(settings);
        TrustStore? trust = string.Equals(settings["ECR_TRUST_STORE"], "runtime", StringComparison.Ordinal)
            ? null
            : new TrustStore(host, settings);
        sockets = new SocketsHttpHandler
        {
            Proxy = proxy,
            UseProxy = proxy.IsConfigured,
            AllowAutoRedirect = false,
            UseCookies = false,
            ConnectTimeout = Connecting,
            ActivityHeadersPropagator = null,
            SslOptions = new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = trust is null ? null : trust.Accepts },
        };
        attempts = new Attempts(sockets, proxy, trust, registry);
        Client = new HttpClient(attempts)
        {
            Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = LongestAnswer,
        };
    }

    public HttpClient Client { get; }

    public NetworkTrouble? LastTrouble => attempts.LastTrouble;

    public DateTimeOffset? ServerDate => attempts.ServerDate;

    public override HttpClient CreateHttpClient(IClientConfig clientConfig) => Client;

    public override bool UseSDKHttpClientCaching(IClientConfig clientConfig) => false;

    public override bool DisposeHttpClientsAfterUse(IClientConfig clientConfig) => false;

    public void Dispose()
    {
        Client.Dispose();
        attempts.Dispose();
        sockets.Dispose();
    }
}
