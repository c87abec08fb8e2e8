using Amazon.Runtime;

namespace EcrProvider.Aws.Identity;

/// <summary>Who asks AWS: credentials at hand.</summary>
/// <param name="Name">In words, for logs: where the credentials come from and the access key id or role, never the secret.</param>
/// <param name="Credentials">For the SDK's signer.</param>
internal sealed record NodeIdentity(string Name, AWSCredentials Credentials)
{
    /// <param name="accessKey">An access key id, or what is set in its place.</param>
    /// <param name="source">Where it comes from.</param>
    /// <param name="credentials">For the SDK's signer.</param>
    public static NodeIdentity OfKey(string accessKey, string source, AWSCredentials credentials) => new($"access key {Shown(accessKey)} ({source})", credentials);

    /// <summary>An access key id as it may be written down: who mixed the two up set the secret, which has small letters.</summary>
    public static string Shown(string accessKey) =>
        accessKey.Length <= 128 && accessKey.All(letter => char.IsAsciiLetterUpper(letter) || char.IsAsciiDigit(letter)) ? accessKey : "(hidden: it looks like no id)";
}
