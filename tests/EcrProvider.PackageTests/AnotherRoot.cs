using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>dpkg --root with scripts that run outside (DPKG_ROOT): an image that is being made, on a machine that is a node itself.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class AnotherRoot(TrixieNode node)
{
    private const string Dpkg = "dpkg --root=/srv/image --force-script-chrootless --force-depends";

    [Fact]
    public async Task Is_what_changes_and_the_machine_is_left_alone()
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("mkdir -p /srv/image/var/lib/dpkg/info /srv/image/var/lib/dpkg/updates /srv/image/var/log; touch /srv/image/var/lib/dpkg/status").OrThrow();
        SnapshotExclude[] excludes = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records, new SnapshotExclude("/srv/image", "the image")];
        int process = await node.Kubelet.MainPidAsync();
        Snapshot before = await bed.SnapshotAsync(excludes);

        CommandOutcome install = await bed.RunAsync($"{Dpkg} --install /root/ours.deb <&-").OrThrow();
        Assert.True(await bed.ExistsAsync("/srv/image/usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf"), install.Output);
        CommandOutcome purge = await bed.RunAsync($"{Dpkg} --purge ecr-credential-provider <&-").OrThrow();

        Assert.False(await bed.ExistsAsync("/srv/image/usr/libexec/ecr-credential-provider"), purge.Output);
        Assert.Empty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
    }
}
