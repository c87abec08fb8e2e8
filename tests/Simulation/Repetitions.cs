using Amazon.ECR;

namespace EcrProvider.Simulation;

/// <summary>The program's own: AWSSDK.Core's standard mode, as ECR's client has it set up, for answers that say "throttled".</summary>
internal static class Repetitions
{
    /// <summary>The first one and its repetitions.</summary>
    public static int Attempts { get; } = new AmazonECRConfig().MaxErrorRetry + 1;

    /// <summary>Any time up to this is waited before a repetition, in seconds. A test holds it to the SDK's own.</summary>
    /// <param name="retry">From 1.</param>
    public static double LongestDelay(int retry) => Math.Min(20, Math.Pow(2, retry - 1));
}
