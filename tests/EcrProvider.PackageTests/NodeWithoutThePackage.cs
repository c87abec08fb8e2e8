using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The program alone, as out of a tarball: it brings the rest itself, and takes it away again.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class NodeWithoutThePackage(TrixieNode node)
{
    [Fact]
    public async Task Is_wired_by_setup_and_as_before_after_remove()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await bed.RunAsync("dpkg-deb --extract /root/ours.deb /root/unpacked; mkdir /opt/ecr; cp /root/unpacked/usr/libexec/ecr-credential-provider/ecr-credential-provider-full /opt/ecr/ecr-credential-provider; rm -r /root/unpacked").OrThrow();
        const string Ours = "find / -xdev -name '*ecr-credential-provider*' ! -path '/opt/*' ! -path '/root/*' ! -path '/proc/*' ! -path '/var/log/*' | sort";
        Assert.Empty((await bed.RunAsync(Ours).OrThrow()).Text);
        int starts = await node.Kubelet.StartsAsync();

        await bed.RunAsync("/opt/ecr/ecr-credential-provider node setup; /opt/ecr/ecr-credential-provider node setup; ecr-credential-provider node status").OrThrow();

        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
        await bed.RunAsync("/opt/ecr/ecr-credential-provider node remove; /opt/ecr/ecr-credential-provider node remove").OrThrow();
        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.Equal("/etc/default/ecr-credential-provider\n/etc/ecr-credential-provider", (await bed.RunAsync(Ours).OrThrow()).Text);
    }
}
