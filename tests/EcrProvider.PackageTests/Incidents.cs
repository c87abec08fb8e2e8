using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What happens to nodes beside the package's own life: each leaves a kubelet that runs.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class Incidents(TrixieNode node)
{
    private const string Script = "/var/lib/dpkg/info/ecr-credential-provider";
    private const string Hardened = "/etc/systemd/system/kubelet.service.d/50-hardened.conf";

    [Fact]
    public async Task A_reboot_changes_nothing_and_starts_kubelet_once()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        int starts = await node.Kubelet.StartsAsync();

        await bed.RebootAsync();

        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
    }

    [Fact]
    public async Task Kubeadms_flags_file_may_go()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();

        await bed.RunAsync("rm /var/lib/kubelet/kubeadm-flags.env; systemctl restart kubelet").OrThrow();

        IReadOnlyList<string> arguments = await node.ArgumentsAsync();
        Assert.DoesNotContain("--hostname-override=bed", arguments);
        Assert.Equal(OurFlags.Arguments, arguments.TakeLast(2));
    }

    [Fact]
    public async Task A_kubelet_that_refuses_our_flags_runs_without_them_and_its_successor_with_them()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        await bed.RunAsync("mkdir -p /usr/local/lib/bed; mv /usr/bin/kubelet /usr/local/lib/bed/kubelet").OrThrow();
        await bed.WriteFileAsync("/usr/bin/kubelet", """
            #!/bin/sh
            case "$*" in *--image-credential-provider*) echo 'unknown flag: --image-credential-provider-config' >&2; exit 1 ;; esac
            exec /usr/local/lib/bed/kubelet "$@"
            """, "755");

        await bed.RunAsync("systemctl restart kubelet").OrThrow();

        Assert.DoesNotContain(OurFlags.Arguments[0], await node.ArgumentsAsync());
        Assert.Contains("ECR414", await node.JournalAsync(), StringComparison.Ordinal);
        await bed.RunAsync("mv /usr/local/lib/bed/kubelet /usr/bin/kubelet; systemctl restart kubelet").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task One_transaction_of_apt_may_bring_kubelet_and_us_and_later_upgrade_both()
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("systemctl disable --quiet --now kubelet; dpkg --purge kubeadm kubelet; systemctl daemon-reload").OrThrow();
        string kubelet = await KubeadmLayout.KubeletPackage().BuildAsync(bed);
        string kubeadm = await KubeadmLayout.KubeadmPackage().BuildAsync(bed);

        await bed.RunAsync($"apt-get install -y {kubelet} {kubeadm} /root/ours.deb <&-").OrThrow();

        await KubeadmLayout.JoinAsync(bed);
        await bed.RunAsync("systemctl enable --quiet --now kubelet").OrThrow();
        Assert.Equal(OurFlags.Arguments, (await node.ArgumentsAsync()).TakeLast(2));
        int starts = await node.Kubelet.StartsAsync();
        kubelet = await KubeadmLayout.KubeletPackage("1.36.3").BuildAsync(bed);

        await bed.RunAsync($"apt-get install -y {kubelet} /root/drop-in.deb <&-").OrThrow();

        Assert.Equal(OurFlags.Arguments, (await node.ArgumentsAsync()).TakeLast(2));
        Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
    }

    [Theory]
    [InlineData("50-mine.conf")]
    [InlineData("zzz-mine.conf")]
    public async Task An_admins_drop_in_that_sets_KUBELET_EXTRA_ARGS_keeps_its_arguments(string name)
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("rm /etc/default/kubelet").OrThrow();
        await bed.WriteFileAsync($"/etc/systemd/system/kubelet.service.d/{name}", "[Service]\nEnvironment=\"KUBELET_EXTRA_ARGS=--v=4 --node-labels=a=b\"\n");
        await bed.RunAsync("systemctl daemon-reload; systemctl restart kubelet").OrThrow();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        Assert.Contains("--node-labels=a=b", before);

        await node.InstallAsync();

        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task A_hardened_unit_is_wired()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync(Hardened, "[Service]\nProtectSystem=strict\nPrivateTmp=yes\nReadWritePaths=/run/node-kubelet.jsonl\n");
        await bed.RunAsync("systemctl daemon-reload; systemctl restart kubelet").OrThrow();
        await node.Kubelet.HealthyAsync();

        await node.InstallAsync();

        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task A_read_only_etc_fails_the_install_and_not_kubelet_and_is_repaired_by_configure()
    {
        Bed bed = await node.FreshAsync();
        int process = await node.Kubelet.MainPidAsync();
        await bed.RunAsync("mount --bind /etc /etc; mount -o remount,bind,ro /etc").OrThrow();

        Assert.False((await node.DpkgInstallAsync("ours")).Succeeded);

        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        await bed.RunAsync("umount /etc; dpkg --configure -a <&-; mount --bind /etc /etc; mount -o remount,bind,ro /etc; systemctl restart kubelet").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Theory]
    [InlineData("ucfr")]
    [InlineData("systemctl")]
    public async Task A_postinst_killed_half_way_is_repaired_by_configure(string at)
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync($"/usr/local/bin/{at}", "#!/bin/sh\nkill -9 $(pgrep -f ecr-credential-provider.postinst)\n", "755");

        Assert.False((await node.DpkgInstallAsync("ours")).Succeeded);

        await node.Kubelet.HealthyAsync();
        await bed.RunAsync($"rm /usr/local/bin/{at}; dpkg --configure -a <&-").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Theory]
    [InlineData("damaged")]
    [InlineData("damaged-verbs")]
    public async Task A_binary_that_cannot_run_neither_fails_apt_nor_stops_kubelet(string version)
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();

        CommandOutcome install = await node.DpkgInstallAsync(version).OrThrow();

        Assert.Contains("cannot run here", install.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.ArgumentsAsync());
        await node.DpkgInstallAsync("ours").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        await node.DpkgInstallAsync(version).OrThrow();
        await bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.Equal(before, await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Eight_upgrades_and_downgrades_at_a_stretch_leave_kubelet_active_on_a_unit_with_a_start_limit()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/50-limit.conf", "[Unit]\nStartLimitIntervalSec=600\nStartLimitBurst=5\n");
        await node.InstallAsync();

        foreach (int _ in Enumerable.Range(0, 4))
        {
            await node.DpkgInstallAsync("drop-in").OrThrow();
            await node.DpkgInstallAsync("ours").OrThrow();
        }

        Assert.Equal("active", await node.Kubelet.StateAsync());
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Every_call_of_policys_chapter_6_ends_with_0_and_an_abort_leaves_kubelet_wired()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        string[] aborts =
        [
            $"{Script}.postinst abort-upgrade 9", $"{Script}.prerm remove; {Script}.postinst abort-remove",
            $"{Script}.prerm deconfigure in-favour other 1; {Script}.postinst abort-deconfigure in-favour other 1",
            $"{Script}.prerm upgrade 9", $"{Script}.prerm failed-upgrade 0.0.1 9", $"{Script}.postrm upgrade 9",
            $"{Script}.postrm failed-upgrade 0.0.1 9", $"{Script}.postrm abort-upgrade 0.0.1 9",
        ];
        foreach (string call in aborts)
        {
            await bed.RunAsync(call).OrThrow();
            Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        }

        await bed.RunAsync($"{Script}.postrm abort-install").OrThrow();
        await bed.RunAsync($"{Script}.postrm disappear other 1; systemctl restart kubelet").OrThrow();
        await node.Kubelet.HealthyAsync();
    }
}
