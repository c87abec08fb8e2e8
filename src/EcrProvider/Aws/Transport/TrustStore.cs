using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Transport;

/// <summary>
/// Whom a TLS server's certificate must come from: AWS_CA_BUNDLE alone, or else SSL_CERT_FILE and SSL_CERT_DIR, by default Debian's. The
/// runtime would parse every root of the system, twice, for one connection; here only those are parsed whose subject the server's chain
/// names as an issuer. When these do not accept, all of them decide.
/// </summary>
internal sealed class TrustStore
{
    private const string Nowhere = "/nonexistent";

    // id-kp-serverAuth, RFC 5280.
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    private readonly CaFiles files;

    /// <exception cref="ProviderException">ECR218: AWS_CA_BUNDLE cannot be read.</exception>
    public TrustStore(HostContext host, ProviderSettings settings)
    {
        files = CaFiles.Of(host, settings);

        // The runtime's own store is empty, so it costs nothing. Children that need the admin's values are given them.
        host.ExportNative("SSL_CERT_FILE", Nowhere);
        host.ExportNative("SSL_CERT_DIR", Nowhere);
    }

    /// <summary>Why the last certificate was refused; null when none was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Judges what a server presented: name, usage, time, and a way to a root.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is not X509Certificate2 leaf || chain is null)
        {
            return Refuse("it presented none");
        }

        if ((errors & SslPolicyErrors.RemoteCertificateNameMismatch) != 0)
        {
            return Refuse($"it is for {leaf.GetNameInfo(X509NameType.DnsName, forIssuer: false)}");
        }

        X509Certificate2Collection presented = chain.ChainPolicy.ExtraStore;
        return Reaches(leaf, presented, files.IssuersOf([leaf, .. presented])) is null
            || (Reaches(leaf, presented, files.All()) is not { } why)
            || Refuse(why);
    }

    private bool Refuse(string why)
    {
        Refusal = why;
        return false;
    }

    /// <returns>Null when a chain to one of <paramref name="roots"/> holds; else why none does.</returns>
    private static string? Reaches(X509Certificate2 leaf, X509Certificate2Collection presented, X509Certificate2Collection roots)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        chain.ChainPolicy.ExtraStore.AddRange(presented);
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(leaf)
            ? null
            : $"{string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.TrimEnd('.')).Distinct(StringComparer.Ordinal))}; "
                + $"issuer {leaf.Issuer}";
    }
}
