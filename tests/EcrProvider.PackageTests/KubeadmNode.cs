using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A booted node with kubeadm's unit layout and a running stand-in kubelet; each test gets it as new. In /root it has the package as it was
/// built (ours.deb) and as later versions could be: next.deb (another binary), config.deb and drop-in.deb (that file changed), preinst.deb
/// (its preinst fails), damaged.deb and damaged-verbs.deb (the program, or that of the verbs alone, is one of another architecture).
/// </summary>
public abstract class KubeadmNode(string suite) : IAsyncLifetime
{
    private const string Program = "usr/libexec/ecr-credential-provider/ecr-credential-provider";

    private static readonly (string Name, string Change)[] Versions =
    [
        ("next", $"echo >> {Program}"),
        ("config", "sed -i 's/defaultCacheDuration: 5m/defaultCacheDuration: 6m/' usr/share/ecr-credential-provider/config.yaml"),
        ("drop-in", "echo '# changed' >> usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf"),
        ("preinst", "printf '#!/bin/sh\\nexit 1\\n' > DEBIAN/preinst; chmod 755 DEBIAN/preinst"),
        ("damaged", $"printf '\\377\\377' | dd of={Program} bs=1 seek=18 conv=notrunc status=none"),
        ("damaged-verbs", $"printf '\\377\\377' | dd of={Program}-full bs=1 seek=18 conv=notrunc status=none"),
    ];

    private Bed? bed;
    private string? whyNot;

    public Kubelet Kubelet => new(bed!);

    public async ValueTask InitializeAsync()
    {
        whyNot = await Bed.WhyNotAsync(suite);
        if (whyNot is not null)
        {
            return;
        }

        bed = await Bed.BootAsync(new BedOptions { Suite = suite, Transcript = Transcript.Named($"KubeadmNode.{suite}") });
        await KubeadmLayout.InstallAsync(bed);
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        foreach ((string name, string change) in Versions)
        {
            await RepackedPackage.MakeAsync(bed, "/root/ours.deb", $"/root/{name}.deb", Artifacts.Version + "+" + name.Replace("-", "", StringComparison.Ordinal), change);
        }

        await bed.KeepAsync();
    }

    /// <summary>The bed as it was after <see cref="InitializeAsync"/>, kubelet healthy; skips the test where no bed can run.</summary>
    public async Task<Bed> FreshAsync()
    {
        Assert.SkipWhen(bed is null, whyNot ?? "");
        await bed!.ResetAsync();
        await Kubelet.HealthyAsync();
        return bed;
    }

    /// <summary>apt-get install of the package with standard input closed; throws when it fails.</summary>
    public Task<CommandOutcome> InstallAsync() => bed!.RunAsync("apt-get install -y /root/ours.deb <&-").OrThrow();

    /// <summary>Another version over it, by dpkg.</summary>
    /// <param name="name">ours, next, config, drop-in, preinst, damaged.</param>
    public Task<CommandOutcome> DpkgInstallAsync(string name) => bed!.RunAsync($"dpkg --install /root/{name}.deb <&-");

    /// <summary>What kubelet was started with, from /proc, once it is healthy.</summary>
    public async Task<IReadOnlyList<string>> ArgumentsAsync()
    {
        await Kubelet.HealthyAsync();
        return await Kubelet.ArgumentsAsync();
    }

    /// <summary>What we wrote to the journal in this boot.</summary>
    public async Task<string> JournalAsync() => (await bed!.RunAsync("journalctl --sync; journalctl --boot -t ecr-credential-provider -o cat --no-pager").OrThrow()).Output;

    public async ValueTask DisposeAsync()
    {
        if (bed is not null)
        {
            await bed.DisposeAsync();
        }
    }
}
