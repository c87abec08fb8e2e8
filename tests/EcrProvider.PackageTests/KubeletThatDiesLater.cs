using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Kubelet came up with our flags, and is replaced by one that dies of them.</summary>
[Collection(nameof(TrixieBeds))]
[Trait("Category", "Long")]
public sealed class KubeletThatDiesLater(TrixieNode node)
{
    private const string Dying = """
        #!/bin/sh
        case " $* " in
        *" --version "*) ;;
        *--image-credential-provider*) sleep 0.5; echo "E1125 10:00:00.000000 1 kuberuntime_manager.go:301] Failed to register CRI auth plugins" >&2; exit 1 ;;
        esac
        exec /opt/real/kubelet "$@"

        """;

    [Fact]
    public async Task Runs_without_them_within_a_minute_is_left_alone_and_takes_up_what_was_mended_by_one_restart()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await node.InstallAsync();
        await bed.WriteFileAsync("/root/kubelet", Dying, "755");
        await bed.RunAsync("mkdir /opt/real; mv /usr/bin/kubelet /opt/real; cp /root/kubelet /usr/bin/kubelet; systemctl restart kubelet").OrThrow();

        await node.Kubelet.HealthyAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(before, await node.Kubelet.ArgumentsAsync());
        await bed.RunAsync("timeout 90 sh -c 'until ecr-credential-provider node status; do test $? != 3 || exit 0; sleep 1; done'").OrThrow();
        Assert.Contains("Failed to register CRI auth plugins", (await bed.RunAsync("ecr-credential-provider node status || true").OrThrow()).Output, StringComparison.Ordinal);

        // Nothing of ours restarts it from now on.
        int starts = await node.Kubelet.StartsAsync();
        for (int time = 0; time < 3; time++)
        {
            await bed.RunAsync("dpkg --configure -a; dpkg-reconfigure ecr-credential-provider").OrThrow();
        }

        Assert.Equal(starts, await node.Kubelet.StartsAsync());
        await bed.RunAsync("mkdir -p /etc/systemd/system/kubelet.service.d; printf '[Service]\\nRestartSec=1\\n' > /etc/systemd/system/kubelet.service.d/a.conf; systemctl daemon-reload").OrThrow();
        for (int crash = 0; crash < 5; crash++)
        {
            await bed.RunAsync("systemctl kill --signal=KILL kubelet; sleep 2").OrThrow();
            Assert.Equal(before, await node.ArgumentsAsync());
        }

        Assert.Equal(starts + 5, await node.Kubelet.StartsAsync());
        await bed.RebootAsync();
        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.Equal(starts + 6, await node.Kubelet.StartsAsync());

        await bed.RunAsync("mv /opt/real/kubelet /usr/bin/kubelet").OrThrow();
        await bed.RunAsync("timeout 120 sh -c 'until ecr-credential-provider node status; do sleep 1; done'", TimeSpan.FromSeconds(150)).OrThrow();
        Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
        Assert.Equal(starts + 7, await node.Kubelet.StartsAsync());
    }
}
