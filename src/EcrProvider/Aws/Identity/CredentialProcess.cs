using Amazon.Runtime;
using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Aws.Identity;

/// <summary>A program of the admin's that prints keys (docs.aws.amazon.com/sdkref, "Process credential provider"): IAM Roles Anywhere, for one.</summary>
internal static class CredentialProcess
{
    // So that the message about it still goes out before the deadline.
    private static readonly TimeSpan Reserve = TimeSpan.FromMilliseconds(500);

    /// <exception cref="ProviderException">ECR240–ECR242.</exception>
    public static NodeIdentity Run(AwsContext aws, string profile, string command)
    {
        string registry = aws.Registry.Host;
        TimeSpan limit = aws.Remaining - Reserve;
        ProcessOutcome outcome = aws.Host.Processes.RunGroup(command, aws.Settings.Environment, limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
        if (outcome.ExitCode is 124)
        {
            throw new ProviderException(ProfileMessages.ProcessHangs(registry, profile, limit));
        }

        if (!outcome.Succeeded)
        {
            // The last line is where a program says why it gave up.
            string said = outcome.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).LastOrDefault("nothing on standard error");
            throw new ProviderException(ProfileMessages.ProcessFailed(registry, profile, outcome.ExitCode, said));
        }

        (AWSCredentials? credentials, string keyOrProblem) = CredentialsJson.Read(outcome.Output, "SessionToken");
        return credentials is null
            ? throw new ProviderException(ProfileMessages.ProcessPrintsNoKeys(registry, profile, keyOrProblem))
            : NodeIdentity.OfKey(keyOrProblem, $"credential_process of profile {profile}", credentials);
    }
}
