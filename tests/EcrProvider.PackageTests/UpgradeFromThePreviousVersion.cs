using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// Not a repacked package but the one of the version before, built from git: its binary, drop-in and maintainer scripts are others. Which commit
/// that is, and why, is said in build/PreviousPackage.cs. Building it takes minutes.
/// </summary>
[Collection(nameof(TrixieBeds))]
[Trait("Category", "Long")]
public sealed class UpgradeFromThePreviousVersion(TrixieNode node)
{
    private const string Config = "/etc/ecr-credential-provider/config.yaml";
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Fact]
    public async Task Kubelet_stays_wired_restarts_once_at_most_and_the_admins_files_stay()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        Snapshot clean = await bed.SnapshotAsync([.. SnapshotExclude.MachineRecords, .. PulledImage.Records]);
        await bed.CopyInAsync(Artifacts.PreviousDeb, "/root/previous.deb");
        await bed.RunAsync("apt-get install -y /root/previous.deb <&-").OrThrow();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        await bed.RunAsync($"""
            sed -i 's/defaultCacheDuration: 5m/defaultCacheDuration: 7m/' {Config}
            echo ECR_DEADLINE=40 >> {Settings}
            systemctl restart kubelet
            """).OrThrow();
        (string config, string settings) = (await bed.ReadFileAsync(Config), await bed.ReadFileAsync(Settings));
        await node.Kubelet.HealthyAsync();
        int starts = await node.Kubelet.StartsAsync();

        CommandOutcome upgrade = await node.InstallAsync();

        Assert.Contains($"over ({(await bed.RunAsync("dpkg-deb --field /root/previous.deb Version").OrThrow()).Text})", upgrade.Output, StringComparison.Ordinal);
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        Assert.InRange(await node.Kubelet.StartsAsync() - starts, 0, 1);
        Assert.Equal((config, settings), (await bed.ReadFileAsync(Config), await bed.ReadFileAsync(Settings)));
        Assert.Contains("\"7m\"", await bed.ReadFileAsync("/run/ecr-credential-provider/config.json"), StringComparison.Ordinal);
        await bed.RunAsync("ecr-credential-provider node status").OrThrow();

        await bed.RunAsync("rm /root/previous.deb; apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.Empty(clean.DifferencesTo(await bed.SnapshotAsync([.. SnapshotExclude.MachineRecords, .. PulledImage.Records])));
    }
}
