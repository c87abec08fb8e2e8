using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EcrProvider.Testing;

/// <summary>A certificate authority for the services of a bed.</summary>
public sealed class BedAuthority : IDisposable
{
    private static readonly DateTimeOffset From = DateTimeOffset.UtcNow.AddDays(-1);
    private static readonly DateTimeOffset Until = DateTimeOffset.UtcNow.AddDays(30);

    private readonly X509Certificate2 authority;

    public BedAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=bed CA", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        authority = request.CreateSelfSigned(From, Until);
    }

    /// <summary>The CA's own certificate, PEM.</summary>
    public string Certificate => authority.ExportCertificatePem() + "\n";

    /// <summary>A server's certificate and key, PEM.</summary>
    /// <param name="names">DNS names, with wildcards if need be, and IP addresses.</param>
    public (string Certificate, string Key) Issue(params IReadOnlyList<string> names)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + names[0], key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (string name in names)
        {
            if (IPAddress.TryParse(name, out IPAddress? address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1", "serverAuth")], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        using X509Certificate2 certificate = request.Create(authority, From, Until, RandomNumberGenerator.GetBytes(16));
        return (certificate.ExportCertificatePem() + "\n", key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>Puts it into the bed's trust store: what update-ca-certificates would do in 2 s, in the bundle and as a hashed link.</summary>
    public async Task TrustAsync(Bed bed)
    {
        await bed.WriteFileAsync("/usr/local/share/ca-certificates/bed.crt", Certificate);
        await bed.RunAsync("""
            cd /etc/ssl/certs
            ln -s /usr/local/share/ca-certificates/bed.crt bed.pem
            ln -s bed.pem "$(openssl x509 -hash -noout -in bed.pem).0"
            cat bed.pem >> ca-certificates.crt
            """).OrThrow();
    }

    public void Dispose() => authority.Dispose();
}
