using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What apt and dpkg do to a node with a kubelet, row by row; a class for each suite derives from it.</summary>
public abstract class LifeCycle(KubeadmNode node)
{
    private const string Config = "/etc/ecr-credential-provider/config.yaml";

    [Fact]
    public async Task A_fresh_install_restarts_kubelet_once_and_keeps_the_users_node_ip()
    {
        Bed bed = await node.FreshAsync();
        Assert.Equal("KUBELET_EXTRA_ARGS=\n", await bed.ReadFileAsync("/etc/default/kubelet"));
        await bed.WriteFileAsync("/etc/default/kubelet", "KUBELET_EXTRA_ARGS=--node-ip=10.0.0.5 --v=2\n");
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        Assert.Contains("--node-ip=10.0.0.5", before);
        int starts = await node.Kubelet.StartsAsync();

        CommandOutcome install = await node.InstallAsync();

        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
        Assert.Contains("kubelet.service restarted and wired", install.Output + install.Errors, StringComparison.Ordinal);
        await bed.RunAsync("for i in 1 2 3 4 5; do systemctl restart kubelet; done").OrThrow();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task The_stock_empty_assignment_does_not_hide_our_flags_and_neither_reinstall_nor_another_binary_restarts()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await node.InstallAsync();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        int process = await node.Kubelet.MainPidAsync();

        await bed.RunAsync("apt-get install -y --reinstall /root/ours.deb <&-").OrThrow();
        await node.DpkgInstallAsync("next").OrThrow();
        await node.DpkgInstallAsync("ours").OrThrow();

        Assert.Equal(process, await node.Kubelet.MainPidAsync());
    }

    [Fact]
    public async Task A_changed_config_or_drop_in_restarts_once_upwards_and_downwards()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        int starts = await node.Kubelet.StartsAsync();
        foreach (string version in (string[])["config", "ours", "drop-in", "ours"])
        {
            await node.DpkgInstallAsync(version).OrThrow();
            Assert.Equal(++starts, await node.Kubelet.StartsAsync());
            string duration = version is "config" ? "\"6m\"" : "\"5m\"";
            Assert.Contains($"\"defaultCacheDuration\": {duration}", await bed.ReadFileAsync("/run/ecr-credential-provider/config.json"), StringComparison.Ordinal);
            Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        }
    }

    [Fact]
    public async Task An_edited_config_is_kept_and_no_upgrade_restarts()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        await bed.RunAsync($"sed -i 's/defaultCacheDuration: 5m/defaultCacheDuration: 7m/' {Config}; systemctl restart kubelet").OrThrow();
        string mine = await bed.ReadFileAsync(Config);
        await node.Kubelet.HealthyAsync();
        int process = await node.Kubelet.MainPidAsync();

        await node.DpkgInstallAsync("config").OrThrow();

        Assert.Equal(mine, await bed.ReadFileAsync(Config));
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
    }

    [Fact]
    public async Task A_new_version_whose_preinst_fails_leaves_the_old_one_and_kubelet()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        int process = await node.Kubelet.MainPidAsync();

        Assert.False((await node.DpkgInstallAsync("preinst")).Succeeded);

        Assert.Equal("ii  " + Artifacts.Version, (await bed.RunAsync("dpkg-query -W -f '${db:Status-Abbrev} ${Version}' ecr-credential-provider").OrThrow()).Text);
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Theory]
    [InlineData("systemctl stop kubelet", "inactive")]
    [InlineData("systemctl mask --now kubelet", "inactive")]
    [InlineData("systemctl disable --now kubelet", "inactive")]
    public async Task A_kubelet_that_does_not_run_stays_so(string stop, string state)
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync(stop).OrThrow();
        string enabled = (await bed.RunAsync("systemctl is-enabled kubelet || true").OrThrow()).Text;

        CommandOutcome install = await node.InstallAsync();
        await node.DpkgInstallAsync("drop-in").OrThrow();

        Assert.DoesNotContain("Failed", install.Output + install.Errors, StringComparison.Ordinal);
        Assert.Equal(state, await node.Kubelet.StateAsync());
        Assert.Equal(enabled, (await bed.RunAsync("systemctl is-enabled kubelet || true").OrThrow()).Text);
        await bed.RunAsync("systemctl unmask kubelet; systemctl start kubelet").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
        await bed.RunAsync("systemctl stop kubelet; apt-get purge -y ecr-credential-provider").OrThrow();
        Assert.Equal("inactive", await node.Kubelet.StateAsync());
    }

    [Fact]
    public async Task A_policy_against_restarts_is_obeyed_and_told()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/usr/sbin/policy-rc.d", "#!/bin/sh\nexit 101\n", "755");
        int process = await node.Kubelet.MainPidAsync();

        CommandOutcome install = await node.InstallAsync();

        Assert.Contains("policy-rc.d", install.Output + install.Errors, StringComparison.Ordinal);
        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Remove_restarts_without_the_flags_while_the_files_are_still_there_and_keeps_the_admins()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/50-witness.conf", """
            [Service]
            ExecStartPost=/bin/sh -c 'ls /usr/libexec/ecr-credential-provider /usr/lib/systemd/system/kubelet.service.d >> /run/witness.$MAINPID'
            """);
        await node.InstallAsync();
        await bed.RunAsync($"echo '# mine' >> {Config}").OrThrow();

        await bed.RunAsync("apt-get remove -y ecr-credential-provider <&-").OrThrow();

        Assert.Equal(before, await node.ArgumentsAsync());
        string seen = await bed.ReadFileAsync($"/run/witness.{await node.Kubelet.MainPidAsync()}");
        Assert.Contains("zz-ecr-credential-provider.conf", seen, StringComparison.Ordinal);
        Assert.Contains("\necr-credential-provider\n", seen, StringComparison.Ordinal);
        Assert.EndsWith("# mine\n", await bed.ReadFileAsync(Config), StringComparison.Ordinal);
        Assert.True(await bed.ExistsAsync("/etc/default/ecr-credential-provider"));
    }

    [Fact]
    public async Task Purge_leaves_nothing()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> arguments = await node.ArgumentsAsync();
        SnapshotExclude[] excludes = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records];
        Snapshot before = await bed.SnapshotAsync(excludes);

        await node.InstallAsync();
        Assert.NotEmpty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        await bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();

        Assert.Empty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        Assert.Equal(arguments, await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Without_a_kubelet_nothing_is_said_but_one_line()
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("dpkg --purge kubeadm kubelet; systemctl daemon-reload; systemctl reset-failed").OrThrow();

        CommandOutcome install = await node.InstallAsync();

        Assert.DoesNotContain("not found", install.Output + install.Errors, StringComparison.Ordinal);
        Assert.Contains("no kubelet.service here yet", install.Output + install.Errors, StringComparison.Ordinal);
        CommandOutcome purge = await bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.DoesNotContain("not found", purge.Output + purge.Errors, StringComparison.Ordinal);
        Assert.Empty((await bed.RunAsync("systemctl --failed --no-legend --plain").OrThrow()).Text);
    }

    [Fact]
    public async Task A_chroot_without_systemd_gets_files_and_no_systemctl_call_and_its_first_boot_is_wired()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await bed.WriteFileAsync("/usr/local/bin/systemctl", "#!/bin/sh\necho \"$@\" >> /root/systemctl.calls\nexit 1\n", "755");
        await bed.RunAsync("cp /usr/local/bin/systemctl /usr/local/bin/deb-systemd-invoke; mkdir /root/image; mount --bind / /root/image").OrThrow();

        // Neither /run nor /proc of the bed is in there.
        await bed.RunAsync("chroot /root/image dpkg --install /root/ours.deb <&-").OrThrow();
        await bed.RunAsync("chroot /root/image dpkg --install /root/drop-in.deb <&-").OrThrow();

        Assert.False(await bed.ExistsAsync("/root/systemctl.calls"));
        await bed.RunAsync("rm /usr/local/bin/systemctl /usr/local/bin/deb-systemd-invoke; umount /root/image").OrThrow();
        await bed.RebootAsync();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
    }
}
