using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>How the provider ended, and what it said to whom.</summary>
internal sealed record Outcome(BufferedCommandResult Result, IReadOnlyList<string> Journal)
{
    // kubelet kills a plugin after 60 s, and then nobody learns why.
    private static readonly TimeSpan Kubelet = TimeSpan.FromSeconds(60);

    /// <summary>Nothing on stdout, one line with this identifier on stderr and in the journal, no secret, in time.</summary>
    public Outcome AssertRefused(string id, string says = "")
    {
        Assert.True(Result.ExitCode == 1, $"exit code {Result.ExitCode}\n{Result.StandardOutput}\n{Result.StandardError}");
        Assert.Empty(Result.StandardOutput);
        string line = Assert.Single(Result.StandardError.TrimEnd('\n').Split('\n'));
        Assert.StartsWith(id + " ", line, StringComparison.Ordinal);
        Assert.Contains(says, line, StringComparison.Ordinal);
        Assert.DoesNotContain("System.", line, StringComparison.Ordinal);
        Assert.DoesNotContain("Amazon.Runtime", line, StringComparison.Ordinal);
        string entry = Assert.Single(Journal);
        Assert.Contains(line, entry, StringComparison.Ordinal);
        Assert.Contains("ECR_MESSAGE\n", entry, StringComparison.Ordinal);
        Assert.Contains($"2898cd24b0844fef85848e0d0f60b{id[3..]}", entry, StringComparison.Ordinal);
        AssertSilentAndInTime();
        return this;
    }

    /// <summary>The password on stdout, nothing on stderr, no secret in the journal, in time.</summary>
    public Outcome AssertAnswered()
    {
        Assert.True(Result.ExitCode == 0, Result.StandardError);
        Assert.Empty(Result.StandardError);
        Assert.Contains("\"username\":\"AWS\",\"password\":\"stub-password\"", Result.StandardOutput, StringComparison.Ordinal);
        AssertSilentAndInTime();
        return this;
    }

    private void AssertSilentAndInTime()
    {
        foreach (string secret in Secrets.All)
        {
            Assert.DoesNotContain(secret, Result.StandardError, StringComparison.Ordinal);
            Assert.All(Journal, entry => Assert.DoesNotContain(secret, entry, StringComparison.Ordinal));
        }

        Assert.True(Result.RunTime < Kubelet, $"it took {Result.RunTime}");
    }
}
