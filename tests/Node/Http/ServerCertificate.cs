using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Node.Http;

/// <summary>--cert and --key, with the chain that the certificate's file holds.</summary>
internal static class ServerCertificate
{
    /// <summary>Null without --cert: plain HTTP.</summary>
    public static SslServerAuthenticationOptions? Of(StubOptions options)
    {
        if (options.Get("cert") is not { } certificate) return null;
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        return new()
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(
                X509Certificate2.CreateFromPemFile(certificate, options.Get("key")), chain, offline: true),
        };
    }
}
