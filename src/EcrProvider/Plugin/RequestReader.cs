using System.Text.Json;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Tokens;

namespace EcrProvider.Plugin;

/// <summary>stdin → <see cref="CredentialProviderRequest"/>.</summary>
internal static class RequestReader
{
    /// <summary>Bytes. Kubelet's largest request holds annotations (256 KiB at most) and a token of a few KiB.</summary>
    public const int Limit = 1024 * 1024;

    /// <summary>kubelet writes the request as soon as it has started its plugin, and kills it after 60 s, when nobody learns why.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>As <see cref="Patience"/>, where a word on the command line may as well be a mistyped verb, and nobody will write a request.</summary>
    public static readonly TimeSpan PatienceWithWord = TimeSpan.FromSeconds(10);

    public const string Group = "credentialprovider.kubelet.k8s.io/";

    /// <exception cref="ProviderException">ECR101–ECR106, ECR111, ECR112.</exception>
    public static CredentialProviderRequest Read(HostContext host) =>
        Parse(ReadAll(host, Patience) ?? throw new ProviderException(RequestMessages.NeverEnds(Patience)));

    /// <summary>All of standard input; of more than <see cref="Limit"/> bytes the first <see cref="Limit"/> + 1.</summary>
    /// <param name="host">This process.</param>
    /// <param name="patience">How long somebody may hold it open.</param>
    /// <returns>Null when it did not end in that time.</returns>
    /// <exception cref="ProviderException">ECR111: it is closed, or a folder.</exception>
    public static byte[]? ReadAll(HostContext host, TimeSpan patience)
    {
        try
        {
            using Stream input = host.OpenInput();
            long begin = host.Clock.GetTimestamp();
            return ReadAll(input, () => host.InputArrives(patience - host.Clock.GetElapsedTime(begin)));
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new ProviderException(RequestMessages.Unreadable(trouble.Message), trouble);
        }
    }

    private static byte[]? ReadAll(Stream input, Func<bool> arrives)
    {
        byte[] buffer = new byte[16 * 1024];
        int length = 0;
        while (true)
        {
            if (!arrives())
            {
                return null;
            }

            int read = input.Read(buffer, length, buffer.Length - length);
            if (read == 0)
            {
                return buffer[..length];
            }

            length += read;
            if (length == buffer.Length && length <= Limit)
            {
                Array.Resize(ref buffer, Math.Min(2 * length, Limit + 1));
            }
        }
    }

    /// <summary>True when it begins as a JSON object does.</summary>
    public static bool LooksLikeRequest(ReadOnlySpan<byte> input) => input.TrimStart(" \t\r\n"u8) is [(byte)'{', ..];

    private static CredentialProviderRequest Parse(ReadOnlySpan<byte> json)
    {
        if (json.Length > Limit)
        {
            throw new ProviderException(RequestMessages.TooLarge(Limit));
        }

        if (json.IndexOfAnyExcept(" \t\r\n"u8) < 0)
        {
            throw new ProviderException(RequestMessages.Empty());
        }

        string kind = "", apiVersion = "", image = "", token = "";
        string? role = null;
        try
        {
            var reader = new Utf8JsonReader(json);
            reader.Read();
            if (reader.TokenType is not JsonTokenType.StartObject)
            {
                throw new ProviderException(RequestMessages.NotJson("it is not an object"));
            }

            while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
            {
                string name = reader.GetString()!;
                reader.Read();
                switch (name)
                {
                    case "kind": kind = Text(ref reader, name); break;
                    case "apiVersion": apiVersion = Text(ref reader, name); break;
                    case "image": image = Text(ref reader, name); break;
                    case "serviceAccountToken": token = Text(ref reader, name); break;
                    case "serviceAccountAnnotations": role = Role(ref reader, name); break;
                    default: reader.Skip(); break;
                }
            }

            // Whatever follows the object makes the whole no JSON document.
            reader.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Not the exception's text: it may quote the token.
            string where = broken is JsonException { LineNumber: long line, BytePositionInLine: long at } ? $"line {line + 1}, byte {at + 1}" : "invalid text";
            throw new ProviderException(RequestMessages.NotJson(where), broken);
        }

        return Checked(kind, apiVersion, image, token.Length > 0 ? new ServiceAccount(new Secret(token), role) : null);
    }

    private static CredentialProviderRequest Checked(string kind, string apiVersion, string image, ServiceAccount? account)
    {
        if (!string.Equals(kind, "CredentialProviderRequest", StringComparison.Ordinal))
        {
            throw new ProviderException(RequestMessages.WrongKind(kind));
        }

        if (apiVersion is not (Group + "v1" or Group + "v1beta1" or Group + "v1alpha1"))
        {
            throw new ProviderException(RequestMessages.WrongApiVersion(apiVersion));
        }

        return image.Length > 0
            ? new CredentialProviderRequest(apiVersion, image, account)
            : throw new ProviderException(RequestMessages.NoImage());
    }

    /// <summary>The role among the annotations.</summary>
    private static string? Role(ref Utf8JsonReader reader, string name)
    {
        if (reader.TokenType is JsonTokenType.Null)
        {
            return null;
        }

        if (reader.TokenType is not JsonTokenType.StartObject)
        {
            throw new ProviderException(RequestMessages.NotJson($"\"{name}\" is not an object"));
        }

        string? role = null;
        while (reader.Read() && reader.TokenType is JsonTokenType.PropertyName)
        {
            string annotation = reader.GetString()!;
            reader.Read();
            string value = Text(ref reader, annotation);
            role = annotation is ServiceAccount.RoleAnnotation ? value : role;
        }

        return role;
    }

    private static string Text(ref Utf8JsonReader reader, string name) => reader.TokenType switch
    {
        JsonTokenType.String => reader.GetString()!,
        JsonTokenType.Null => "",
        _ => throw new ProviderException(RequestMessages.NotJson($"\"{name}\" is not a string")),
    };
}
