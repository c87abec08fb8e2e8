using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The package on a node as kubeadm makes it, with kubelet running.</summary>
[Collection(nameof(Beds))]
public sealed class KubeletAfterInstall(KubeadmNode node) : IClassFixture<KubeadmNode>
{
    private const string OurFlags =
        "--image-credential-provider-config=/run/ecr-credential-provider/config.json\n"
        + "--image-credential-provider-bin-dir=/usr/libexec/ecr-credential-provider";

    [Fact]
    public async Task Carries_both_flags_with_the_stock_empty_assignment_and_was_restarted_once()
    {
        Bed bed = await node.FreshAsync();
        Assert.Equal("KUBELET_EXTRA_ARGS=\n", await bed.ReadFileAsync("/etc/default/kubelet"));
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        string restarts = await node.StartsAsync();

        CommandOutcome install = await node.InstallAsync();

        Assert.Equal([.. before, .. OurFlags.Split('\n')], await node.ArgumentsAsync());
        Assert.Equal(int.Parse(restarts, provider: null) + 1, int.Parse(await node.StartsAsync(), provider: null));
        Assert.Contains("kubelet.service restarted and wired", install.Output + install.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_the_admins_own_arguments_and_five_restarts_add_nothing()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/etc/default/kubelet", "KUBELET_EXTRA_ARGS=--node-ip=10.0.0.5 --v=2\n");
        await bed.RunAsync("systemctl restart kubelet").OrThrow();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        Assert.Contains("--node-ip=10.0.0.5", before);

        await node.InstallAsync();
        for (int restart = 0; restart < 5; restart++)
        {
            await bed.RunAsync("systemctl reset-failed kubelet; systemctl restart kubelet").OrThrow();
        }

        Assert.Equal([.. before, .. OurFlags.Split('\n')], await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Is_not_restarted_by_a_reinstall()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        string starts = await node.StartsAsync();

        await bed.RunAsync("apt-get install -y --reinstall /root/ours.deb").OrThrow();

        Assert.Equal(starts, await node.StartsAsync());
    }

    [Fact]
    public async Task Is_file_by_file_what_it_was_after_purge()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> arguments = await node.ArgumentsAsync();
        SnapshotExclude[] excludes = [.. SnapshotExclude.MachineRecords, .. PulledImage.Records];
        Snapshot before = await bed.SnapshotAsync(excludes);

        await node.InstallAsync();
        Assert.NotEmpty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        await bed.RunAsync("apt-get purge -y ecr-credential-provider").OrThrow();

        Assert.Empty(before.DifferencesTo(await bed.SnapshotAsync(excludes)));
        Assert.Equal(arguments, await node.ArgumentsAsync());
    }

    [Fact]
    public async Task Runs_without_the_flags_after_remove_which_keeps_the_admins_files()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        await bed.RunAsync("echo '# mine' >> /etc/ecr-credential-provider/config.yaml").OrThrow();

        await bed.RunAsync("apt-get remove -y ecr-credential-provider").OrThrow();

        Assert.DoesNotContain(await node.ArgumentsAsync(), argument => argument.StartsWith("--image-credential-provider", StringComparison.Ordinal));
        Assert.EndsWith("# mine\n", await bed.ReadFileAsync("/etc/ecr-credential-provider/config.yaml"), StringComparison.Ordinal);
        Assert.True(await bed.ExistsAsync("/etc/default/ecr-credential-provider"));
    }

    [Fact]
    public async Task Keeps_files_that_were_there_before_the_install_without_a_prompt()
    {
        Bed bed = await node.FreshAsync();
        string shipped = await File.ReadAllTextAsync(Path.Join(Artifacts.Root, "debian", "config.yaml"), TestContext.Current.CancellationToken);
        string mine = shipped.Replace("defaultCacheDuration: 5m", "defaultCacheDuration: 7m", StringComparison.Ordinal);
        await bed.WriteFileAsync("/etc/ecr-credential-provider/config.yaml", mine);
        await bed.WriteFileAsync("/etc/default/ecr-credential-provider", "AWS_ACCESS_KEY_ID=AKIDMINE\n", "640");

        await node.InstallAsync();

        Assert.Equal(mine, await bed.ReadFileAsync("/etc/ecr-credential-provider/config.yaml"));
        Assert.Equal("AWS_ACCESS_KEY_ID=AKIDMINE\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
        Assert.Contains("\"defaultCacheDuration\": \"7m\"", await bed.ReadFileAsync("/run/ecr-credential-provider/config.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keeps_them_without_a_prompt_also_at_a_terminal()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/etc/default/ecr-credential-provider", "AWS_ACCESS_KEY_ID=AKIDMINE\n", "600");

        // script(1) is a terminal that answers nothing; without noninteractive, as an admin types it.
        await bed.RunAsync("env -u DEBIAN_FRONTEND TERM=dumb timeout 100 script -qec 'dpkg -i /root/ours.deb' /dev/null").OrThrow();

        Assert.Equal("AWS_ACCESS_KEY_ID=AKIDMINE\n", await bed.ReadFileAsync("/etc/default/ecr-credential-provider"));
    }

    [Theory]
    [InlineData("providers: [")]
    [InlineData("")]
    [InlineData("apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders:\n- {name: nope, apiVersion: credentialprovider.kubelet.k8s.io/v1, matchImages: [a.b], defaultCacheDuration: 1h}\n")]
    public async Task Runs_without_us_when_the_config_is_bad_and_the_journal_says_why(string config)
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await node.InstallAsync();
        await bed.WriteFileAsync("/etc/ecr-credential-provider/config.yaml", config);

        await bed.RunAsync("systemctl restart kubelet").OrThrow();

        Assert.Equal(before, await node.ArgumentsAsync());
        await node.HealthyAsync();
        Assert.Contains("config.yaml", await node.JournalAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Starts_also_when_our_program_is_gone_cannot_run_or_hangs()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await node.InstallAsync();
        const string program = "/usr/libexec/ecr-credential-provider/ecr-credential-provider";
        string[] breakages =
        [
            $"rm {program}",
            $"printf 'no ELF' > {program}",
            $"printf '#!/bin/sh\\ntrap \"\" TERM\\nsleep 60\\n' > {program}; chmod +x {program}",
        ];

        foreach (string breakage in breakages)
        {
            await bed.RunAsync($"{breakage}; systemctl restart kubelet").OrThrow();
            await node.HealthyAsync();
            Assert.Equal(before, await node.ArgumentsAsync());
        }

        // Each maintainer script has lines of its own for that.
        await bed.RunAsync($"printf 'no ELF' > {program}; apt-get purge -y ecr-credential-provider").OrThrow();
        Assert.Equal(before, await node.ArgumentsAsync());
    }
}
