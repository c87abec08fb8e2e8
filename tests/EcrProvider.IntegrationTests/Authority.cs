using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace EcrProvider.IntegrationTests;

/// <summary>A certificate with its key, of an authority or of a server.</summary>
internal sealed class Authority : IDisposable
{
    public const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    public const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    private readonly ECParameters secret;
    private readonly X509Certificate2 certificate;

    private Authority(ECParameters ownSecret, X509Certificate2 own) => (secret, certificate) = (ownSecret, own);

    /// <summary>PEM.</summary>
    public string Certificate => certificate.ExportCertificatePem() + "\n";

    /// <summary>PEM.</summary>
    public string Key
    {
        get
        {
            using ECDsa key = ECDsa.Create(secret);
            return key.ExportPkcs8PrivateKeyPem() + "\n";
        }
    }

    /// <param name="name">Of the subject.</param>
    /// <param name="ofKey">Whose key it has; null: one of its own.</param>
    /// <param name="days">Until it expires.</param>
    public static Authority Root(string name, Authority? ofKey = null, int days = 30)
    {
        ECParameters chosen = ofKey?.secret ?? NewSecret();
        using ECDsa key = ECDsa.Create(chosen);
        return new Authority(chosen, OfAuthority(name, key).CreateSelfSigned(Now.AddDays(-60), Now.AddDays(days)));
    }

    public Authority Intermediate(string name)
    {
        ECParameters child = NewSecret();
        using ECDsa key = ECDsa.Create(child);
        return new Authority(child, Sign(OfAuthority(name, key), 30));
    }

    /// <summary>This very subject and key, signed by another: what a cross-signed root is.</summary>
    public Authority SignedBy(Authority other)
    {
        using ECDsa key = ECDsa.Create(secret);
        return new Authority(secret, other.Sign(OfAuthority(certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false), key), 30));
    }

    public Authority Server(string name = "localhost", string usage = ServerAuthentication, int days = 30)
    {
        ECParameters child = NewSecret();
        using ECDsa key = ECDsa.Create(child);
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        return new Authority(child, Sign(request, days));
    }

    public void Dispose() => certificate.Dispose();

    private static ECParameters NewSecret()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return key.ExportParameters(includePrivateParameters: true);
    }

    private static CertificateRequest OfAuthority(string name, ECDsa key)
    {
        var request = new CertificateRequest("CN=" + name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        return request;
    }

    private X509Certificate2 Sign(CertificateRequest request, int days)
    {
        using ECDsa key = ECDsa.Create(secret);
        return request.Create(
            certificate.SubjectName, X509SignatureGenerator.CreateForECDsa(key), Now.AddDays(-50), Now.AddDays(days), RandomNumberGenerator.GetBytes(16));
    }
}
