using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What of ours is broken is left out, and kubelet starts.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class KubeletAfterInstall(TrixieNode node)
{
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
        await node.Kubelet.HealthyAsync();
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
            await node.Kubelet.HealthyAsync();
            Assert.Equal(before, await node.ArgumentsAsync());
        }

        // Each maintainer script has lines of its own for that.
        await bed.RunAsync($"printf 'no ELF' > {program}; apt-get purge -y ecr-credential-provider").OrThrow();
        Assert.Equal(before, await node.ArgumentsAsync());
    }
}
