using System.Diagnostics;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A kubelet that dies at its start with what we give it: it does so while our composed config names dies.example.com. On a unit whose
/// RestartSec= is short, so that a crash loop needs no minute.
/// </summary>
[Collection(nameof(TrixieBeds))]
public sealed class DyingKubelet(TrixieNode node)
{
    private const string Config = "/etc/ecr-credential-provider/config.yaml";
    private const string LastWords = "I die of dies.example.com";

    private const string Program = $"""
        #!/bin/bash
        config=/run/ecr-credential-provider/config.json
        case " $* " in
        *" --version "*) ;;
        *"=$config "*)
            if grep -q dies.example.com $config; then
                echo 'E0101 00:00:00.000000       1 run.go:72] "command failed" err="{LastWords}"' >&2
                exit 1
            fi
            ;;
        esac
        exec /usr/local/lib/bed/kubelet "$@"
        """;

    [Fact]
    public async Task Runs_without_us_after_the_install_and_is_left_alone_by_a_reboot_other_packages_and_its_own_crashes()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await ReplaceKubeletAsync(bed);

        await InstallAndDieAsync(bed, before);

        await bed.RebootAsync();
        await AssertHeldAsync(bed, before);
        int process = await node.Kubelet.MainPidAsync();
        for (int run = 0; run < 3; run++)
        {
            await bed.RunAsync("apt-get install -y --reinstall /root/unrelated.deb <&-");
        }

        Assert.Equal(process, await node.Kubelet.MainPidAsync());
        int starts = await node.Kubelet.StartsAsync();
        for (int crash = 1; crash <= 5; crash++)
        {
            await bed.RunAsync("kill -9 $(systemctl show -p MainPID --value kubelet); sleep 1.5").OrThrow();
            await node.Kubelet.HealthyAsync();
        }

        // systemd's own five, and none of ours.
        Assert.Equal(starts + 5, await node.Kubelet.StartsAsync());
        await AssertHeldAsync(bed, before);
    }

    [Fact]
    public Task Takes_up_a_mended_config_by_one_restart() => MendAsync(TimeSpan.Zero);

    // The tries become rare: this is the longest pause between two.
    [Fact]
    [Trait("Category", "Long")]
    public Task Takes_up_a_config_that_is_mended_late_by_one_restart_too() => MendAsync(TimeSpan.FromSeconds(75));

    [Fact]
    public async Task Runs_without_us_after_an_upgrade_which_ends_with_0()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await ReplaceKubeletAsync(bed);
        await node.InstallAsync();
        await RepackedPackage.MakeAsync(
            bed, "/root/ours.deb", "/root/dying.deb", Artifacts.Version + "+dying", "sed -i 's/matchImages:/matchImages:\\n      - dies.example.com/' usr/share/ecr-credential-provider/config.yaml");
        var watch = Stopwatch.StartNew();

        CommandOutcome upgrade = await node.DpkgInstallAsync("dying").OrThrow();

        Assert.Contains(LastWords, upgrade.Output + upgrade.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        await AssertHeldAsync(bed, before);
        Assert.Contains(LastWords, await node.JournalAsync(), StringComparison.Ordinal);
    }

    private async Task MendAsync(TimeSpan after)
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await ReplaceKubeletAsync(bed);
        string shipped = await InstallAndDieAsync(bed, before);
        int starts = await node.Kubelet.StartsAsync();
        await Task.Delay(after, TestContext.Current.CancellationToken);
        Assert.Equal(starts, await node.Kubelet.StartsAsync());

        await bed.WriteFileAsync(Config, shipped);

        await bed.RunAsync(
            "timeout 120 sh -c 'until grep -qz image-credential-provider-config=/run /proc/$(systemctl show -p MainPID --value kubelet)/cmdline; do sleep 0.5; done'",
            TimeSpan.FromMinutes(5)).OrThrow();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());

        // apt has still to be told that it is configured.
        await bed.RunAsync("dpkg --configure -a <&-").OrThrow();
        Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
        await bed.RunAsync("ecr-credential-provider node status").OrThrow();
    }

    private async Task<IReadOnlyList<string>> ReplaceKubeletAsync(Bed bed)
    {
        await bed.RunAsync("mkdir -p /usr/local/lib/bed; mv /usr/bin/kubelet /usr/local/lib/bed/kubelet").OrThrow();
        await bed.WriteFileAsync("/usr/bin/kubelet", Program, "755");
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/50-soon.conf", "[Service]\nRestartSec=1\n");
        await bed.RunAsync("""
            mkdir -p /root/unrelated/DEBIAN
            printf 'Package: unrelated\nVersion: 1\nArchitecture: all\nMaintainer: bed <root@localhost>\nDescription: unrelated\n' > /root/unrelated/DEBIAN/control
            dpkg-deb --build /root/unrelated /root/unrelated.deb
            systemctl daemon-reload
            systemctl restart kubelet
            """).OrThrow();
        return await node.ArgumentsAsync();
    }

    /// <returns>The config that it does not die of.</returns>
    private async Task<string> InstallAndDieAsync(Bed bed, IReadOnlyList<string> before)
    {
        string shipped = await File.ReadAllTextAsync(Path.Join(Artifacts.Root, "debian", "config.yaml"), TestContext.Current.CancellationToken);
        await bed.WriteFileAsync(Config, shipped.Replace("matchImages:", "matchImages:\n      - dies.example.com", StringComparison.Ordinal));
        var watch = Stopwatch.StartNew();

        CommandOutcome install = await bed.RunAsync("apt-get install -y /root/ours.deb <&-");

        Assert.False(install.Succeeded);
        Assert.Contains(LastWords, install.Output + install.Errors, StringComparison.Ordinal);
        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.InRange(watch.Elapsed.TotalSeconds, 0, 60);
        return shipped;
    }

    private async Task AssertHeldAsync(Bed bed, IReadOnlyList<string> arguments)
    {
        Assert.Equal(arguments, await node.ArgumentsAsync());
        CommandOutcome status = await bed.RunAsync("ecr-credential-provider node status");
        Assert.Equal(3, status.ExitCode);
        Assert.Contains(LastWords, status.Output, StringComparison.Ordinal);
    }
}
