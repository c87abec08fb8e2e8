using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// Whatever of ours is broken, kubelet starts, another credential provider still serves it, and journal and <c>node status</c> name the cause.
/// </summary>
[Collection(nameof(TrixieBeds))]
public sealed class BrokenNodes(BrokenNode broken) : IClassFixture<BrokenNode>
{
    public static TheoryData<string> Names => [.. Breakages.Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Start_their_kubelet(string name)
    {
        Breakage row = Breakages.Table[name];
        Bed bed = await broken.AsNewAsync();
        await bed.RunAsync(row.Script).OrThrow();
        string cursor = await broken.RestartAsync();

        IReadOnlyList<string> arguments = await broken.ArgumentsAsync();
        Assert.Equal(row.IsWired, ValueOf(arguments, "config") is "/run/ecr-credential-provider/config.json");
        if (row.OtherWorks)
        {
            await OtherProvider.ExecutedAsync(bed, "other-provider", answered: true);
        }

        if (row.IsWired)
        {
            await OtherProvider.ExecutedAsync(bed, "ecr-credential-provider", answered: false);
        }

        Assert.Matches(row.Journal, await broken.JournalAsync(cursor));
        if (row.Status is not null)
        {
            // || exit: so that bash stays, and tells which signal ended it.
            CommandOutcome status = await bed.RunAsync("ecr-credential-provider node status || exit");
            Assert.Equal(row.IsWired, status.Succeeded);
            Assert.Matches(row.Status, status.Output + status.Errors);
        }
    }

    private static string? ValueOf(IReadOnlyList<string> arguments, string flag) =>
        arguments.LastOrDefault(argument => argument.StartsWith($"--image-credential-provider-{flag}=", StringComparison.Ordinal))?.Split('=')[1];
}
