using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A booted node with kubeadm's unit layout and a running stand-in kubelet; each test gets it as new.</summary>
public sealed class KubeadmNode : IAsyncLifetime
{
    private Bed? bed;

    public async ValueTask InitializeAsync()
    {
        if (Bed.WhyNot() is not null)
        {
            return;
        }

        bed = await Bed.BootAsync(new BedOptions { Transcript = Transcript.Of<KubeadmNode>() });
        await KubeadmLayout.InstallAsync(bed);
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        await bed.KeepAsync();
    }

    /// <summary>The bed as it was after <see cref="InitializeAsync"/>, kubelet healthy; skips the test where no bed can run.</summary>
    public async Task<Bed> FreshAsync()
    {
        Assert.SkipWhen(bed is null, Bed.WhyNot() ?? "");
        await bed!.ResetAsync();
        await HealthyAsync();
        return bed;
    }

    /// <summary>apt-get install of the package; throws when it fails.</summary>
    public Task<CommandOutcome> InstallAsync() => bed!.RunAsync("apt-get install -y /root/ours.deb < /dev/null").OrThrow();

    /// <summary>What kubelet was started with, from /proc.</summary>
    public async Task<IReadOnlyList<string>> ArgumentsAsync()
    {
        await HealthyAsync();
        string commandLine = (await bed!.RunAsync("cat /proc/$(systemctl show -p MainPID --value kubelet)/cmdline").OrThrow()).Output;
        return commandLine.Split('\0')[1..^1];
    }

    /// <summary>How often systemd started kubelet in this boot.</summary>
    public async Task<string> StartsAsync() =>
        (await bed!.RunAsync("journalctl -u kubelet -o cat --no-pager | grep -c '^Started kubelet' || true").OrThrow()).Text;

    public async Task HealthyAsync() =>
        await bed!.RunAsync("timeout 60 sh -c 'until curl -sf -o /dev/null http://127.0.0.1:10248/healthz; do sleep 0.05; done'").OrThrow();

    /// <summary>What we wrote to the journal in this boot.</summary>
    public async Task<string> JournalAsync() => (await bed!.RunAsync("journalctl -t ecr-credential-provider -o cat --no-pager").OrThrow()).Output;

    public async ValueTask DisposeAsync()
    {
        if (bed is not null)
        {
            await bed.DisposeAsync();
        }
    }
}
