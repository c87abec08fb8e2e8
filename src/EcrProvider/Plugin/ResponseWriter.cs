using System.Buffers;
using System.Text.Json;

namespace EcrProvider.Plugin;

/// <summary><see cref="CredentialProviderResponse"/> → stdout, in upstream's field order and escapes.</summary>
internal static class ResponseWriter
{
    public static ReadOnlyMemory<byte> Write(CredentialProviderResponse response)
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = GoJsonEncoder.Instance }))
        {
            json.WriteStartObject();
            json.WriteString("kind"u8, "CredentialProviderResponse"u8);
            json.WriteString("apiVersion"u8, response.ApiVersion);
            json.WriteString("cacheKeyType"u8, "Registry"u8);
            json.WriteString("cacheDuration"u8, GoDuration(response.CacheDuration));
            json.WriteStartObject("auth"u8);
            if (response.Token is { } token)
            {
                json.WriteStartObject(response.Registry);
                json.WriteString("username"u8, token.UserName);
                json.WriteString("password"u8, token.Password.Reveal());
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenMemory;
    }

    /// <summary>Whole seconds as Go prints a time.Duration: <c>6h0m0s</c>, <c>1m5s</c>, <c>0s</c>.</summary>
    internal static string GoDuration(TimeSpan duration)
    {
        long seconds = (long)duration.TotalSeconds;
        return seconds switch
        {
            < 60 => $"{seconds}s",
            < 3600 => $"{seconds / 60}m{seconds % 60}s",
            _ => $"{seconds / 3600}h{seconds / 60 % 60}m{seconds % 60}s",
        };
    }
}
