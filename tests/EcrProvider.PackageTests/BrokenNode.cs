using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A node with the package and with another credential provider, which kubelet had before; one boot, mended after each break.</summary>
public sealed class BrokenNode(TrixieNode node) : IAsyncLifetime
{
    // What the rows break, but /run's part, which every start makes anew.
    private const string Kept =
        "/etc/ecr-credential-provider /etc/default/ecr-credential-provider /etc/default/kubelet /usr/libexec/ecr-credential-provider /etc/other /opt/other "
        + "/var/lib/kubelet/kubeadm-flags.env /etc/systemd/system/kubelet.service.d /var/lib/ecr-credential-provider /usr/local/bin";

    // A timer that the last row started would restart kubelet in the middle of the next one.
    private const string Restore = $"""
        pkill -CONT -x systemd-journal || true
        umount -q /run/ecr-credential-provider /usr/bin/systemctl || true
        rm -rf /run/ecr-credential-provider {Kept}
        tar -C / -xf /root/kept.tar
        systemctl stop ecr-credential-provider-mend.timer ecr-credential-provider-mend.service
        systemctl daemon-reload
        systemctl restart kubelet
        """;

    private Bed? bed;

    public async ValueTask InitializeAsync()
    {
        if (await Bed.WhyNotAsync("trixie") is not null)
        {
            return;
        }

        bed = await node.FreshAsync();
        await OtherProvider.InstallAsync(bed);
        await OtherProvider.WantBothAsync(bed);
        await node.InstallAsync();
        await bed.RunAsync($"mkdir -p /var/lib/ecr-credential-provider /etc/systemd/system/kubelet.service.d; tar -C / -cPf /root/kept.tar {Kept}").OrThrow();
    }

    /// <summary>Everything mended and kubelet wired to both providers; skips the test where no bed can run.</summary>
    public async Task<Bed> AsNewAsync()
    {
        if (bed is null)
        {
            Assert.Skip(await Bed.WhyNotAsync("trixie") ?? "");
        }

        await bed.RunAsync(Restore).OrThrow();
        Assert.Contains("--image-credential-provider-bin-dir=/run/ecr-credential-provider/bin", await ArgumentsAsync());
        return bed;
    }

    /// <summary>Restarts kubelet as it is now.</summary>
    /// <returns>Where the journal ended before.</returns>
    public async Task<string> RestartAsync() => (await bed!.RunAsync("""
        journalctl --no-pager -n 0 --show-cursor | sed -n 's/^-- cursor: //p'
        /usr/bin/systemctl daemon-reload
        /usr/bin/systemctl restart kubelet
        """).OrThrow()).Text;

    /// <summary>What kubelet was started with, from /proc, once it is healthy. Not by a systemctl that a row may have broken.</summary>
    public async Task<IReadOnlyList<string>> ArgumentsAsync()
    {
        await node.Kubelet.HealthyAsync();
        return (await bed!.RunAsync("cat /proc/$(/usr/bin/systemctl show -p MainPID --value kubelet)/cmdline").OrThrow()).Output.Split('\0');
    }

    /// <summary>What kubelet.service, and we of it, said since then.</summary>
    public async Task<string> JournalAsync(string cursor) => (await bed!.RunAsync($"""
        pkill -CONT -x systemd-journal || true
        journalctl --sync
        journalctl --no-pager -o cat --after-cursor '{cursor}' _SYSTEMD_UNIT=kubelet.service + UNIT=kubelet.service
        """).OrThrow()).Output;

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
