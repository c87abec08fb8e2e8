using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A node that pulls, with the package on it: one boot for all that is tried on its tokens.</summary>
public sealed class TokenNode : IAsyncLifetime
{
    private PullNode? node;

    internal PullNode Node => node!;

    public async ValueTask InitializeAsync()
    {
        if (Bed.WhyNot() is not null)
        {
            return;
        }

        node = await PullNode.BootAsync("trixie");
        await node.InstallAsync();
        await JumpingClock.InstallAsync(node.Bed);
    }

    /// <summary>As after the boot: no token, and AWS is well. Skips the test where no bed can run.</summary>
    public async Task<Bed> FreshAsync()
    {
        Assert.SkipWhen(node is null, Bed.WhyNot() ?? "");
        await node!.Aws.HealAsync();
        await node.Bed.RunAsync("""
            while umount -q /run/ecr-credential-provider/tokens; do :; done
            rm -rf /run/ecr-credential-provider/tokens /run/outside
            """).OrThrow();
        return node.Bed;
    }

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }
    }
}
