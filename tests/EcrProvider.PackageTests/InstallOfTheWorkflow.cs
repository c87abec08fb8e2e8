using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>build/check-install.sh, which a workflow runs in containers of Ubuntu and Debian: here in a bed.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class InstallOfTheWorkflow(TrixieNode node)
{
    [Fact]
    public async Task Is_fine_with_what_was_built_and_not_with_a_program_of_another_machine()
    {
        Bed bed = await node.FreshAsync();
        await bed.CopyInAsync(Path.Join(Artifacts.Root, "build/check-install.sh"), "/src/build/check-install.sh");
        string target = "/src/dist/" + Path.GetFileName(Artifacts.Deb);

        CommandOutcome built = await bed.RunAsync($"install -D /root/ours.deb {target}; /src/build/check-install.sh");
        CommandOutcome damaged = await bed.RunAsync($"cp /root/damaged.deb {target}; /src/build/check-install.sh");

        Assert.True(built.Succeeded, built.Errors);
        Assert.Contains("\nECR107 ", built.Output, StringComparison.Ordinal);
        Assert.False(damaged.Succeeded);
    }
}
