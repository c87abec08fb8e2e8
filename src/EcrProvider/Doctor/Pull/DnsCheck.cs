using System.Net;
using System.Net.Sockets;
using EcrProvider.Aws;
using EcrProvider.Aws.Transport;
using EcrProvider.Messages;

namespace EcrProvider.Doctor.Pull;

/// <summary>The API's name is known here; a proxy would look it up itself.</summary>
internal sealed class DnsCheck() : Check<RegistryPatient>("dns", "endpoint")
{
    public override bool NeedsNetwork => true;

    public override Finding Look(RegistryPatient subject)
    {
        var endpoint = new Uri(subject.Endpoint);
        if (new ProxyRules(subject.Settings).NameFor(endpoint) is { } proxy)
        {
            return Finding.Ok($"left to the proxy {proxy}");
        }

        using AwsContext aws = subject.Ask();
        TimeSpan limit = aws.Limit;
        (string? addresses, string why) = LookUp(endpoint.IdnHost, limit);
        if (addresses is null && endpoint.Host.StartsWith("ecr-fips.", StringComparison.Ordinal))
        {
            // FIPS has two names, and the plugin asks the second when the first is not there.
            endpoint = new Uri($"https://api.{endpoint.Host}");
            (addresses, why) = LookUp(endpoint.IdnHost, limit);
            subject.Endpoint = addresses is null ? subject.Endpoint : endpoint.GetLeftPart(UriPartial.Authority);
        }

        return addresses is null
            ? Finding.Failed(TransportMessages.NameUnknown(subject.Registry.Host, subject.Endpoint, why))
            : Finding.Ok($"{endpoint.Host} is {addresses}");
    }

    private static (string? Addresses, string Why) LookUp(string name, TimeSpan limit)
    {
        try
        {
            // The C library's resolver cannot be interrupted, only left alone.
            IPAddress[] addresses = Dns.GetHostAddressesAsync(name).WaitAsync(limit).GetAwaiter().GetResult();
            return (string.Join(", ", addresses.Select(address => address.ToString())), "");
        }
        catch (Exception unknown) when (unknown is SocketException or TimeoutException)
        {
            return (null, unknown is SocketException ? unknown.Message : $"no answer within {limit.TotalSeconds:0} s");
        }
    }
}
