using System.Buffers;
using System.Text.Json;

namespace EcrProvider.Kubelet.Config;

/// <summary>The one form of a config that every kubelet reads the same way: JSON with every string quoted.</summary>
internal static class CanonicalJson
{
    public static byte[] Write(CredentialProviderConfig config)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteString("apiVersion"u8, config.ApiVersion);
            json.WriteString("kind"u8, "CredentialProviderConfig"u8);
            json.WriteStartArray("providers"u8);
            foreach (CredentialProvider provider in config.Providers)
            {
                Write(json, provider);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, CredentialProvider provider)
    {
        json.WriteStartObject();
        json.WriteString("name"u8, provider.Name);
        Write(json, "matchImages", provider.MatchImages);
        json.WriteString("defaultCacheDuration"u8, provider.DefaultCacheDuration);
        json.WriteString("apiVersion"u8, provider.ApiVersion);
        Write(json, "args", provider.Args);
        if (provider.Env.Count > 0)
        {
            json.WriteStartArray("env"u8);
            foreach (ExecEnvVar variable in provider.Env)
            {
                json.WriteStartObject();
                json.WriteString("name"u8, variable.Name);
                json.WriteString("value"u8, variable.Value);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        if (provider.TokenAttributes is { } token)
        {
            json.WriteStartObject("tokenAttributes"u8);
            json.WriteString("serviceAccountTokenAudience"u8, token.ServiceAccountTokenAudience);
            json.WriteString("cacheType"u8, token.CacheType);
            json.WriteBoolean("requireServiceAccount"u8, token.RequireServiceAccount);
            Write(json, "requiredServiceAccountAnnotationKeys", token.RequiredServiceAccountAnnotationKeys);
            Write(json, "optionalServiceAccountAnnotationKeys", token.OptionalServiceAccountAnnotationKeys);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        json.WriteStartArray(name);
        foreach (string value in values)
        {
            json.WriteStringValue(value);
        }

        json.WriteEndArray();
    }
}
