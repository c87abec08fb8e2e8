using Amazon.Runtime;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: of the process, else of the settings file.</summary>
internal sealed class EnvironmentIdentity(string accessKey) : IdentitySource($"environment:{NodeIdentity.Shown(accessKey)}")
{
    /// <returns>Null when AWS_ACCESS_KEY_ID is not set.</returns>
    public static EnvironmentIdentity? Find(ProviderSettings settings) => settings["AWS_ACCESS_KEY_ID"] is { } key ? new(key) : null;

    /// <exception cref="ProviderException">ECR224: half of a key pair.</exception>
    public override Task<NodeIdentity> GetAsync(AwsContext aws)
    {
        string secret = aws.Settings["AWS_SECRET_ACCESS_KEY"] ?? throw new ProviderException(IdentityMessages.HalfOfAKey(aws.Registry.Host, NodeIdentity.Shown(accessKey)));
        AWSCredentials credentials = aws.Settings["AWS_SESSION_TOKEN"] is { } token
            ? new SessionAWSCredentials(accessKey, secret, token)
            : new BasicAWSCredentials(accessKey, secret);
        return Task.FromResult(NodeIdentity.OfKey(accessKey, aws.Settings.SourceOf("AWS_ACCESS_KEY_ID"), credentials));
    }
}
