using System.Text;
using System.Text.Json;
using Amazon.Runtime;
using EcrProvider.Aws.Identity;

namespace EcrProvider.Fuzz.Readers;

/// <summary>The keys that a metadata service, a container's endpoint or a credential_process gives.</summary>
internal sealed class CredentialsReading() : Reader("credentials", Words)
{
    public static readonly string[] Words =
    [
        "{", "}", "\"AccessKeyId\":", "\"AKIAIOSFODNN7EXAMPLE\"", "\"SecretAccessKey\":", "\"s3cret-s3cret\"", "\"Token\":", "\"SessionToken\":", "\"t0ken-t0ken\"", "\"Expiration\":", "\"2026-11-25T12:00:00Z\"",
        "\"Code\":", "\"code\":", "\"Message\":", "\"message\":", "\"Success\"", ",", "\\u0041",
    ];

    public override void Check(byte[] input)
    {
        string text = Encoding.UTF8.GetString(input);
        foreach (string token in (string[])["Token", "SessionToken"])
        {
            (AWSCredentials? credentials, string keyOrProblem) = CredentialsJson.Read(text, token);
            IsWhatItSays(text, token, credentials, credentials is null ? null : keyOrProblem, keyOrProblem);
        }
    }

    /// <param name="text">The answer.</param>
    /// <param name="tokenField">What it calls the session token.</param>
    /// <param name="credentials">That were read; null: none.</param>
    /// <param name="key">The access key id that is told; null: none is.</param>
    /// <param name="told">What a message says.</param>
    public static void IsWhatItSays(string text, string tokenField, AWSCredentials? credentials, string? key, string told)
    {
        Dictionary<string, JsonElement>? members = OracleJson.Members(Encoding.UTF8.GetBytes(text));
        string? secret = members is null ? null : OracleJson.Text(members, "SecretAccessKey");
        if (secret is { Length: >= 8 } && members!.All(member => member.Key is "SecretAccessKey" || OracleJson.Text(member.Value)?.Contains(secret, StringComparison.Ordinal) is not true))
        {
            Promise(!told.Contains(secret, StringComparison.Ordinal), "no message holds the secret", told);
        }

        if (credentials is null)
        {
            Promise(members is null || OracleJson.Text(members, "AccessKeyId") is not { Length: > 0 } || secret is not { Length: > 0 } || told is "not JSON", "keys that are there are read", told);
            return;
        }

        if (members is null)
        {
            // A name that is no text stands behind the last that is asked for.
            return;
        }

        ImmutableCredentials keys = credentials.GetCredentials();
        string? token = OracleJson.Text(members, tokenField);
        Promise(
            Same(keys.AccessKey, OracleJson.Text(members, "AccessKeyId")) && Same(keys.SecretKey, secret) && Same(keys.Token, token ?? "") && (key is null || Same(key, keys.AccessKey)),
            "keys are the answer's",
            told);
    }
}
