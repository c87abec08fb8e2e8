using Amazon.Runtime;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN: of the process, else of the settings file.</summary>
internal static class EnvironmentIdentity
{
    /// <returns>Null when the two keys are not both set.</returns>
    public static NodeIdentity? Find(ProviderSettings settings)
    {
        if (settings["AWS_ACCESS_KEY_ID"] is not { } key || settings["AWS_SECRET_ACCESS_KEY"] is not { } secret)
        {
            return null;
        }

        AWSCredentials credentials = settings["AWS_SESSION_TOKEN"] is { } token
            ? new SessionAWSCredentials(key, secret, token)
            : new BasicAWSCredentials(key, secret);
        return new NodeIdentity($"access key {key} (environment)", credentials);
    }
}
