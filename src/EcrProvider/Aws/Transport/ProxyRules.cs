using System.Globalization;
using System.Net;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Transport;

/// <summary>
/// HTTPS_PROXY, HTTP_PROXY, ALL_PROXY and NO_PROXY as Go reads them (golang.org/x/net/http/httpproxy), which kubelet and containerd do, and
/// as curl does where Go has no rule: an admin writes them once for all. .NET knows neither suffixes without a dot nor CIDRs.
/// </summary>
internal sealed class ProxyRules : IWebProxy
{
    private readonly Uri? https;
    private readonly Uri? http;
    private readonly string[] exceptions;

    /// <exception cref="ProviderException">ECR219: a proxy that is no URL.</exception>
    public ProxyRules(ProviderSettings settings)
    {
        https = Of(settings, "HTTPS_PROXY");
        http = Of(settings, "HTTP_PROXY");
        exceptions = (Either(settings, "NO_PROXY") ?? "").Split([',', ' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
    }

    public bool IsConfigured => https is not null || http is not null;

    /// <summary>User and password of the proxy's URL.</summary>
    public ICredentials? Credentials { get; set; } = new OfUrl();

    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : For(destination);

    public bool IsBypassed(Uri host) => For(host) is null || IsLocal(host) || exceptions.Any(exception => Matches(exception, host));

    /// <summary>For messages: scheme, host and port of the proxy that is used, never its user and password.</summary>
    public string? NameFor(Uri destination) => GetProxy(destination) is { } proxy ? $"{proxy.Scheme}://{proxy.Host}:{proxy.Port}" : null;

    private Uri? For(Uri destination) => destination.Scheme is "https" ? https : http;

    private static Uri? Of(ProviderSettings settings, string name)
    {
        if ((Either(settings, name) ?? Either(settings, "ALL_PROXY")) is not { } text)
        {
            return null;
        }

        string url = text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text;
        return Uri.TryCreate(url, UriKind.Absolute, out Uri? proxy) && proxy.Scheme is "http" or "https" or "socks5" or "socks4" or "socks4a"
            ? proxy
            : throw new ProviderException(TransportMessages.BadProxy(name));
    }

    private static string? Either(ProviderSettings settings, string name) => settings[name] ?? settings[name.ToLowerInvariant()];

    private static bool IsLocal(Uri host) =>
        host.IdnHost.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.IdnHost, out IPAddress? address) && IPAddress.IsLoopback(address));

    private static bool Matches(string exception, Uri host)
    {
        if (exception is "*")
        {
            return true;
        }

        if (IPAddress.TryParse(host.IdnHost, out IPAddress? address))
        {
            return exception.Contains('/', StringComparison.Ordinal)
                ? IPNetwork.TryParse(exception, out IPNetwork network) && network.Contains(address)
                : IPEndPoint.TryParse(exception, out IPEndPoint? one) && one.Address.Equals(address) && (one.Port is 0 || one.Port == host.Port);
        }

        string name = exception;
        int colon = exception.LastIndexOf(':');
        if (colon >= 0)
        {
            if (exception.AsSpan(colon + 1) is not "" and var port && !port.SequenceEqual(host.Port.ToString(CultureInfo.InvariantCulture)))
            {
                return false;
            }

            name = exception[..colon];
        }

        // "example.com" is that host and all below it, ".example.com" and "*.example.com" only what is below it.
        name = name.StartsWith("*.", StringComparison.Ordinal) ? name[1..] : name;
        return name.StartsWith('.')
            ? host.IdnHost.EndsWith(name, StringComparison.OrdinalIgnoreCase)
            : host.IdnHost.Equals(name, StringComparison.OrdinalIgnoreCase) || host.IdnHost.EndsWith("." + name, StringComparison.OrdinalIgnoreCase);
    }

    private sealed class OfUrl : ICredentials
    {
        public NetworkCredential? GetCredential(Uri uri, string authType)
        {
            string[] pair = uri.UserInfo.Split(':', 2);
            return uri.UserInfo.Length == 0
                ? null
                : new NetworkCredential(Uri.UnescapeDataString(pair[0]), pair.Length > 1 ? Uri.UnescapeDataString(pair[1]) : "");
        }
    }
}
