using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>compose hangs, or cannot run: kubelet starts, the journal names it, and it is mended without anybody's help.</summary>
[Collection(nameof(TrixieBeds))]
[Trait("Category", "Long")]
public sealed class ComposeThatCannot(TrixieNode node)
{
    private const string Program = "/usr/libexec/ecr-credential-provider/ecr-credential-provider";
    private const string UntilMended = "timeout 120 sh -c 'while systemctl is-active --quiet ecr-credential-provider-mend.timer; do sleep 1; done'";

    [Fact]
    public async Task Is_named_and_mended_by_one_restart()
    {
        Bed bed = await node.FreshAsync();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        await node.InstallAsync();
        await bed.RunAsync($"cp {Program} /root/good").OrThrow();
        foreach ((string breakage, string reason) in ((string, string)[])
        [
            ($"rm {Program}; printf '#!/bin/sh\\ntrap \"\" TERM\\nsleep 60\\n' > {Program}; chmod 755 {Program}", "sending signal KILL to command"),
            ($"rm {Program}", "ECR404"),
        ])
        {
            await bed.RunAsync($"{breakage}; systemctl restart kubelet").OrThrow();
            Assert.Equal(before, await node.ArgumentsAsync());
            string status = (await bed.RunAsync("/root/good node status || true").OrThrow()).Output;
            Assert.Contains(reason, status, StringComparison.Ordinal);

            int starts = await node.Kubelet.StartsAsync();
            await bed.RunAsync($"systemctl is-active ecr-credential-provider-mend.timer; rm -f {Program}; cp /root/good {Program}").OrThrow();
            await bed.RunAsync(UntilMended, TimeSpan.FromSeconds(150)).OrThrow();
            Assert.Equal([.. before, .. OurFlags.Arguments], await node.ArgumentsAsync());
            Assert.Equal(starts + 1, await node.Kubelet.StartsAsync());
        }
    }

    [Fact]
    public async Task Stops_kubelet_only_where_the_admin_is_strict()
    {
        Bed bed = await node.FreshAsync();
        await node.InstallAsync();
        await bed.RunAsync($"cp {Program} /root/good").OrThrow();
        foreach ((string settings, string mode, bool stops) in ((string, string, bool)[])
        [
            ("ECR_WIRING=strict", "600", true),
            ("ECR_WIRING=\"Strict\"", "600", true),
            ("ECR_WIRING=strict\nECR_WIRING=safe", "600", false),
            ("#ECR_WIRING=strict", "600", false),
            ("ECR_WIRING=strict", "666", false),
        ])
        {
            await bed.WriteFileAsync("/etc/default/ecr-credential-provider", settings + "\n", mode);
            await bed.RunAsync($"rm {Program}; cp /root/good {Program}; systemctl restart kubelet").OrThrow();
            Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());

            await bed.RunAsync($"printf 'no ELF' > {Program}.new; chmod 755 {Program}.new; mv {Program}.new {Program}; systemctl restart kubelet || true").OrThrow();

            if (stops)
            {
                Assert.Equal((0, "activating"), (await node.Kubelet.MainPidAsync(), await node.Kubelet.StateAsync()));
            }
            else
            {
                await node.Kubelet.HealthyAsync();
            }
        }
    }

    [Fact]
    public async Task Is_told_from_one_that_was_killed()
    {
        Bed bed = await node.FreshAsync();
        string killable = $"printf '#!/bin/sh\\nif [ -e /root/kill ]; then kill -9 $$; fi; exec {Program}.real \"$@\"\\n'";
        await RepackedPackage.MakeAsync(
            bed, "/root/ours.deb", "/root/killed.deb", Artifacts.Version, $"mv .{Program} .{Program}.real; {killable} > .{Program}; chmod 755 .{Program}");
        await bed.RunAsync("touch /root/kill; apt-get install -y ucf").OrThrow();

        CommandOutcome install = await bed.RunAsync("dpkg --install /root/killed.deb").OrThrow();

        Assert.Contains("was ended by signal 9", install.Output + install.Errors, StringComparison.Ordinal);
        await bed.RunAsync("rm /root/kill; " + UntilMended, TimeSpan.FromSeconds(150)).OrThrow();
        Assert.Contains(OurFlags.Arguments[0], await node.ArgumentsAsync());
    }
}
