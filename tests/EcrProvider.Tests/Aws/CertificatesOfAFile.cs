using System.Security.Cryptography;
using System.Text;
using CsCheck;
using EcrProvider.Aws.Transport;
using Xunit;

namespace EcrProvider.Tests.Aws;

/// <summary>A bundle is read piece by piece: no certificate may be lost where one piece ends and the next begins.</summary>
public sealed class CertificatesOfAFile
{
    private static readonly Gen<string> Between = Gen.Select(Gen.Const("# Issuer: CN=Some Authority\n"), Gen.Int[0, 700]).Select((line, times) => string.Concat(Enumerable.Repeat(line, times)));

    [Fact]
    public void Are_all_found_whatever_stands_between_them() =>
        Gen.Select(Gen.Select(Between, Gen.Byte.Array[1, 30_000]).Array[0, 12], Gen.Int[1, 40_000]).Sample(
            (entries, piece) =>
            {
                string text = string.Concat(entries.Select(entry => entry.Item1 + PemEncoding.WriteString("CERTIFICATE", entry.Item2) + "\n"));
                using var file = new Dripping(Encoding.ASCII.GetBytes(text), piece);
                Assert.Equal(entries.Select(entry => Convert.ToHexString(entry.Item2)), Found(file));
            },
            iter: 300);

    [Fact]
    public void One_that_never_ends_costs_no_other()
    {
        string text = "-----BEGIN CERTIFICATE-----\nAAAA\n" + PemEncoding.WriteString("CERTIFICATE", [1, 2, 3]) + "\n-----BEGIN CERTIFICATE-----\n" + new string('A', 100_000);
        using var file = new MemoryStream(Encoding.ASCII.GetBytes(text));
        Assert.Equal("010203", Assert.Single(Found(file)));
    }

    [Fact]
    public void Are_no_keys_and_no_trusted_certificates_of_OpenSSL()
    {
        string text = PemEncoding.WriteString("PRIVATE KEY", [1]) + "\n" + PemEncoding.WriteString("TRUSTED CERTIFICATE", [2]) + "\n" + PemEncoding.WriteString("X509 CERTIFICATE", [3]);
        using var file = new MemoryStream(Encoding.ASCII.GetBytes(text));
        Assert.Equal("03", Assert.Single(Found(file)));
    }

    [Fact]
    public void End_where_the_disk_fails()
    {
        using var file = new Failing(Encoding.ASCII.GetBytes(PemEncoding.WriteString("CERTIFICATE", [1])));
        Assert.Equal("01", Assert.Single(Found(file)));
    }

    private static IEnumerable<string> Found(Stream file) => PemFile.Certificates(file, int.MaxValue).Select(der => Convert.ToHexString(der.Span));

    /// <summary>Gives a few bytes at a time, as a file on a slow disk may.</summary>
    private sealed class Dripping(byte[] content, int piece) : MemoryStream(content)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, piece));

        public override int Read(Span<byte> buffer) => base.Read(buffer[..Math.Min(buffer.Length, piece)]);
    }

    /// <summary>After its content comes an error, not an end.</summary>
    private sealed class Failing(byte[] content) : MemoryStream(content)
    {
        public override int Read(Span<byte> buffer) => base.Read(buffer) is > 0 and var got ? got : throw new IOException("Input/output error");
    }
}
