using Amazon.Runtime;

namespace EcrProvider.Aws.Identity;

/// <summary>Who asks AWS: credentials at hand.</summary>
/// <param name="Name">In words, for logs: where the credentials come from and the access key id or role, never the secret.</param>
/// <param name="Credentials">For the SDK's signer.</param>
internal sealed record NodeIdentity(string Name, AWSCredentials Credentials);
