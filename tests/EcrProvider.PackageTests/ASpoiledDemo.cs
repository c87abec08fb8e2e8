using CliWrap;
using CliWrap.Buffered;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>`make demo` tells the truth: with one part broken it does not say that the image was pulled.</summary>
[Collection(nameof(Beds))]
public sealed class ASpoiledDemo
{
    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData("answer", "ECR2")]
    [InlineData("password", "ECR100 answered for")]
    [InlineData("imds", "ECR2")]
    public async Task Fails_at_the_pull_and_says_why(string spoiled, string providerSaid)
    {
        Assert.SkipWhen(Bed.WhyNot() is not null, Bed.WhyNot() ?? "");
        using var guard = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        guard.CancelAfter(HangGuard);

        BufferedCommandResult demo = await Cli.Wrap("dotnet")
            .WithArguments([Path.Join(Artifacts.Root, "artifacts", "bin", "Build", "debug", "Build.dll"), "demo"])
            .WithEnvironmentVariables(variables => variables.Set("DEMO_SPOIL", spoiled).Set("KUBELET_BINARY", null))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(guard.Token);

        Assert.Equal(1, demo.ExitCode);
        Assert.Contains("\n5. ", demo.StandardOutput, StringComparison.Ordinal);
        Assert.DoesNotContain("\n6. ", demo.StandardOutput, StringComparison.Ordinal);
        Assert.Contains("the demo failed: the image was not pulled", demo.StandardError, StringComparison.Ordinal);
        Assert.Contains("the provider said: " + providerSaid, demo.StandardError, StringComparison.Ordinal);
    }
}
