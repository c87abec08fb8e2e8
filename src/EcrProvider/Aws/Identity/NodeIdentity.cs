using Amazon.Runtime;

namespace EcrProvider.Aws.Identity;

/// <summary>Who the node is to AWS.</summary>
/// <param name="Name">In words, for logs: where the credentials come from and the access key id, never the secret.</param>
/// <param name="Credentials">For the SDK's signer.</param>
internal sealed record NodeIdentity(string Name, AWSCredentials Credentials);
