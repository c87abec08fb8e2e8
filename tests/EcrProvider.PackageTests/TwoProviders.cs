using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A node whose kubelet had a credential provider before ours came.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class TwoProviders(TrixieNode node)
{
    [Fact]
    public async Task Both_answer_kubelet_and_purge_leaves_what_was_before()
    {
        Bed bed = await node.FreshAsync();
        await OtherProvider.InstallAsync(bed);
        using var authority = new BedAuthority();
        await BedAws.StartAsync(bed, authority, "ours");
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        IReadOnlyList<string> arguments = await node.ArgumentsAsync();
        SnapshotExclude[] excludes = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records];
        Snapshot before = await bed.SnapshotAsync(excludes);

        await node.InstallAsync();

        Assert.Equal(
            [.. arguments, "--image-credential-provider-config=/run/ecr-credential-provider/config.json", "--image-credential-provider-bin-dir=/run/ecr-credential-provider/bin"],
            await node.ArgumentsAsync());
        await OtherProvider.WantBothAsync(bed);
        await OtherProvider.ExecutedAsync(bed, "other-provider", answered: true);
        await OtherProvider.ExecutedAsync(bed, "ecr-credential-provider", answered: true);

        await bed.RunAsync("rm /etc/kubernetes/manifests/both.image; apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.Empty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        Assert.Equal(arguments, await node.ArgumentsAsync());
    }
}
