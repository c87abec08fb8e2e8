using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Transport;

/// <summary>The files with the certificates of authorities; read when a server has shown its chain, and not before.</summary>
/// <param name="host">The machine.</param>
/// <param name="bundle">A file of PEM certificates.</param>
/// <param name="folders">Folders of such files; they matter only when the bundle was not enough.</param>
internal sealed class CaFiles(HostContext host, string bundle, string[] folders)
{
    // Debian and Ubuntu keep both in step (update-ca-certificates(8)).
    private const string SystemBundle = "/etc/ssl/certs/ca-certificates.crt";
    private const string SystemFolder = "/etc/ssl/certs";
    private const int Limit = 8 * 1024 * 1024;

    /// <summary>AWS_CA_BUNDLE takes the place of all others, as in AWS's tools; SSL_CERT_FILE and SSL_CERT_DIR each that of its default, as in Go and OpenSSL.</summary>
    /// <exception cref="ProviderException">ECR218.</exception>
    public static CaFiles Of(HostContext host, ProviderSettings settings)
    {
        if (settings["AWS_CA_BUNDLE"] is { } only)
        {
            return host.Files.Read(only, Limit) is { Bytes: null } file
                ? throw new ProviderException(TransportMessages.BundleUnreadable(only, file.Problem ?? "there is no such file"))
                : new CaFiles(host, only, []);
        }

        string[] folders = (settings["SSL_CERT_DIR"] ?? SystemFolder).Split(':', StringSplitOptions.RemoveEmptyEntries);
        return new CaFiles(host, settings["SSL_CERT_FILE"] ?? SystemBundle, folders);
    }

    /// <summary>Of the bundle: the certificates whose subject one of <paramref name="chain"/> names as its issuer.</summary>
    public X509Certificate2Collection IssuersOf(IEnumerable<X509Certificate2> chain)
    {
        byte[][] issuers = [.. chain.Select(certificate => certificate.IssuerName.RawData)];
        return Load(Certificates(bundle).Where(der => Subject(der) is { } subject && issuers.Any(issuer => subject.Span.SequenceEqual(issuer))));
    }

    /// <summary>Every certificate, once.</summary>
    public X509Certificate2Collection All() => Load(
        Certificates(bundle).Concat(folders.SelectMany(Folder))
            .DistinctBy(der => Convert.ToHexString(SHA256.HashData(der.Span)), StringComparer.Ordinal));

    private IEnumerable<ReadOnlyMemory<byte>> Folder(string folder) =>
        host.Files.FolderExists(folder) ? host.Files.List(folder, 10_000, "").SelectMany(Certificates) : [];

    private IEnumerable<ReadOnlyMemory<byte>> Certificates(string path)
    {
        using FileStream? file = host.Files.OpenRead(path);
        foreach (ReadOnlyMemory<byte> certificate in file is null ? [] : PemFile.Certificates(file, Limit))
        {
            yield return certificate;
        }
    }

    private static X509Certificate2Collection Load(IEnumerable<ReadOnlyMemory<byte>> certificates)
    {
        var loaded = new X509Certificate2Collection();
        foreach (ReadOnlyMemory<byte> der in certificates)
        {
            try
            {
                loaded.Add(X509CertificateLoader.LoadCertificate(der.Span));
            }
            catch (CryptographicException)
            {
                // One broken certificate does not take the others away, as in OpenSSL.
            }
        }

        return loaded;
    }

    /// <summary>The subject of a certificate (RFC 5280, 4.1) as it is encoded, without parsing the rest; null when it is none.</summary>
    private static ReadOnlyMemory<byte>? Subject(ReadOnlyMemory<byte> der)
    {
        try
        {
            AsnReader fields = new AsnReader(der, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            if (fields.PeekTag().HasSameClassAndValue(new Asn1Tag(TagClass.ContextSpecific, 0)))
            {
                fields.ReadEncodedValue(); // version
            }

            fields.ReadEncodedValue(); // serialNumber
            fields.ReadEncodedValue(); // signature
            fields.ReadEncodedValue(); // issuer
            fields.ReadEncodedValue(); // validity
            return fields.ReadEncodedValue();
        }
        catch (AsnContentException)
        {
            return null;
        }
    }
}
