using System.Globalization;
using System.Text.Json;
using Amazon.Runtime;
using EcrProvider.Aws.Pipeline;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// The JSON in which the metadata services and credential_process give keys: <c>AccessKeyId</c>, <c>SecretAccessKey</c>, and
/// <c>Token</c> or <c>SessionToken</c>.
/// </summary>
internal static class CredentialsJson
{
    /// <param name="json">The answer.</param>
    /// <param name="tokenField">What it calls the session token.</param>
    /// <returns>The credentials and their access key id, or in a few words why there are none; never text of the answer that could be a secret.</returns>
    public static (AWSCredentials? Credentials, string KeyOrProblem) Read(string json, string tokenField)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(json);
            JsonElement root = document.RootElement;
            if (JsonFields.Text(root, "AccessKeyId") is { Length: > 0 } key && JsonFields.Text(root, "SecretAccessKey") is { Length: > 0 } secret)
            {
                AWSCredentials credentials = JsonFields.Text(root, tokenField) is { Length: > 0 } token
                    ? new SessionAWSCredentials(key, secret, token)
                    : new BasicAWSCredentials(key, secret);
                credentials.Expiration = Time(JsonFields.Text(root, "Expiration"));
                return (credentials, key);
            }

            string? code = JsonFields.Text(root, "Code") ?? JsonFields.Text(root, "code");
            string? message = JsonFields.Text(root, "Message") ?? JsonFields.Text(root, "message");
            return (null, string.Join(": ", new[] { code, message }.Where(text => text is not null)) is { Length: > 0 } said ? said : "no keys in it");
        }
        catch (JsonException)
        {
            return (null, "not JSON");
        }
    }

    /// <summary>Of <c>2026-11-25T12:00:00Z</c>; null when it is none. Only shown: AWS itself says when credentials have ended.</summary>
    public static DateTime? Time(string? text) =>
        DateTime.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal | DateTimeStyles.AssumeUniversal, out DateTime time) ? time : null;
}
