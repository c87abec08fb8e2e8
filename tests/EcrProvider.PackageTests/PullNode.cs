using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A bed with a private registry under an ECR name, containerd, IMDSv2 and the AWS API at their real names.</summary>
internal sealed class PullNode : IAsyncDisposable
{
    private PullNode(Bed bed, BedAuthority authority, BedRegistry registry, BedAws aws, bool isReal)
    {
        Bed = bed;
        Authority = authority;
        Registry = registry;
        Aws = aws;
        Image = PulledImage.Of(bed, registry.Image, isReal);
    }

    public Bed Bed { get; }

    public BedAuthority Authority { get; }

    public BedRegistry Registry { get; }

    public BedAws Aws { get; }

    public PulledImage Image { get; }

    /// <summary>Skips the test where no bed can run.</summary>
    /// <param name="suite">Debian's code name.</param>
    /// <param name="withKubelet">False: it comes later.</param>
    /// <param name="realKubelet">A kubelet binary instead of the stand-in.</param>
    public static async Task<PullNode> BootAsync(string suite, bool withKubelet = true, string? realKubelet = null)
    {
        string? whyNot = await Bed.WhyNotAsync(suite);
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        Bed bed = await Bed.BootAsync(new BedOptions { Suite = suite, Transcript = Transcript.Named($"PullNode.{suite}{(withKubelet ? "" : ".late")}{(realKubelet is null ? "" : ".real")}") });
        var authority = new BedAuthority();
        BedRegistry registry = await BedRegistry.StartAsync(bed, authority);
        BedAws aws = await BedAws.StartAsync(bed, authority, registry.Password);
        if (withKubelet)
        {
            await (realKubelet is null ? KubeadmLayout.InstallAsync(bed) : RealKubelet.InstallAsync(bed, realKubelet));
            await new Kubelet(bed).HealthyAsync();
        }

        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        return new PullNode(bed, authority, registry, aws, realKubelet is not null);
    }

    public async Task InstallAsync() => await Bed.RunAsync("apt-get install -y /root/ours.deb < /dev/null").OrThrow();

    public async ValueTask DisposeAsync()
    {
        Authority.Dispose();
        await Bed.DisposeAsync();
    }
}
