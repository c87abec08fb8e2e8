using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The main job on real parts: the installed package, IMDS credentials, containerd, a private registry.</summary>
[Collection(nameof(Beds))]
public sealed class KubeletPulls
{
    [Theory]
    [InlineData("trixie")]
    [InlineData("bookworm")]
    [InlineData("bullseye")]
    public Task A_private_image_with_the_instances_role_and_not_without_the_package(string suite) => PullAsync(suite, realKubelet: null);

    [Fact]
    public async Task A_private_image_when_it_is_a_real_one()
    {
        Assert.SkipWhen(RealKubelet.WhyNot is not null, RealKubelet.WhyNot ?? "");
        await PullAsync("trixie", RealKubelet.Given);
    }

    [Fact]
    public async Task After_a_reboot_and_with_a_kubelet_that_came_after_the_package()
    {
        await using PullNode node = await PullNode.BootAsync("trixie", withKubelet: false);
        await node.InstallAsync();

        await KubeadmLayout.InstallAsync(node.Bed);
        await new Kubelet(node.Bed).HealthyAsync();
        await node.Image.WantAsync();
        Assert.Null(await node.Image.FirstPullAsync());
        await node.Image.ForgetAsync();

        await node.Bed.RebootAsync();
        await new Kubelet(node.Bed).HealthyAsync();
        await node.Image.WantAsync();
        Assert.Null(await node.Image.FirstPullAsync());
    }

    private static async Task PullAsync(string suite, string? realKubelet)
    {
        await using PullNode node = await PullNode.BootAsync(suite, realKubelet: realKubelet);
        await node.Image.WantAsync();
        Assert.Matches("no basic auth credentials|401 Unauthorized", await node.Image.FirstPullAsync());
        await node.Image.ForgetAsync();

        await node.InstallAsync();
        await node.Image.WantAsync();

        Assert.Null(await node.Image.FirstPullAsync());
        Assert.Equal("hello from the private image", await node.Image.FirstWordsAsync());
        string journal = (await node.Bed.RunAsync("journalctl -t ecr-credential-provider -o cat --no-pager").OrThrow()).Output;
        Assert.Contains("answered for 123456789012.dkr.ecr.us-west-2.amazonaws.com as role", journal, StringComparison.Ordinal);
        string everything = (await node.Bed.RunAsync("journalctl --no-pager -o cat -t ecr-credential-provider -u kubelet").OrThrow()).Output;
        Assert.DoesNotContain(node.Registry.Password, everything, StringComparison.Ordinal);
    }
}
