using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;

namespace EcrProvider.Aws.Transport;

/// <summary>The certificates of a PEM file, one after the other: a system's bundle holds 150 of which one or two are wanted.</summary>
internal static class PemFile
{
    private const int Window = 16 * 1024;

    /// <param name="file">The file, from its beginning.</param>
    /// <param name="limit">Bytes; what comes after them, or after a piece that cannot be read, is not read.</param>
    /// <returns>Each as DER; it is overwritten when the next one is asked for.</returns>
    public static IEnumerable<ReadOnlyMemory<byte>> Certificates(Stream file, int limit)
    {
        byte[] window = new byte[Window];
        int length = 0;
        for (int total = 0, got; total < limit && (got = Read(file, window.AsSpan(length))) > 0; total += got)
        {
            length += got;
            Memory<byte> rest = window.AsMemory(0, length);
            while (PemEncoding.TryFindUtf8(rest.Span, out PemFields fields))
            {
                if (Decode(rest, fields) is { } certificate)
                {
                    yield return certificate;
                }

                rest = rest[fields.Location.End..];
            }

            // What may have begun moves to the front.
            int begin = rest.Span.LastIndexOf("-----BEGIN "u8);
            rest = rest[(begin >= 0 ? begin : Math.Max(0, rest.Length - "-----BEGIN ".Length))..];
            rest.CopyTo(window);
            length = rest.Length;
            if (length == window.Length)
            {
                Array.Resize(ref window, 2 * window.Length);
            }
        }
    }

    private static int Read(Stream file, Span<byte> piece)
    {
        try
        {
            return file.Read(piece);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    // "TRUSTED CERTIFICATE" is OpenSSL's own and carries more than a certificate.
    private static ReadOnlyMemory<byte>? Decode(Memory<byte> text, PemFields fields)
    {
        ReadOnlySpan<byte> label = text.Span[fields.Label];
        Memory<byte> body = text[fields.Base64Data];
        return (label.SequenceEqual("CERTIFICATE"u8) || label.SequenceEqual("X509 CERTIFICATE"u8))
            && Base64.DecodeFromUtf8InPlace(body.Span, out int length) is OperationStatus.Done
            ? (ReadOnlyMemory<byte>?)body[..length]
            : null;
    }
}
