using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A node that was set up by hand: flags in kubeadm-flags.env, config in a home directory, the program among others in /usr/local/bin, a unit
/// that reads /etc/sysconfig/kubelet, and PATH that finds the old program first.
/// </summary>
[Collection(nameof(TrixieBeds))]
public sealed class HandMadeSetUp(TrixieNode node)
{
    private const string Config = """
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
          - name: ecr-credential-provider
            matchImages:
              - "*.dkr.ecr.*.amazonaws.com"
              - "*.dkr.ecr.*.amazonaws.com.cn"
              - "*.dkr.ecr-fips.*.amazonaws.com"
              - "*.dkr.ecr.us-iso-east-1.c2s.ic.gov"
              - "*.dkr.ecr.us-isob-east-1.sc2s.sgov.gov"
            defaultCacheDuration: "12h"
            apiVersion: credentialprovider.kubelet.k8s.io/v1
            env:
              - name: MINE
                value: kept

        """;

    private const string Flags =
        "KUBELET_KUBEADM_ARGS=\"--node-ip=10.99.0.1 --hostname-override=bed --image-credential-provider-config=/home/ubuntu/ecr.yml "
        + "--image-credential-provider-bin-dir=/usr/local/bin/\"\n";

    [Fact]
    public async Task Is_taken_over_and_works_again_after_removal()
    {
        Bed bed = await node.FreshAsync();
        await bed.WriteFileAsync("/home/ubuntu/ecr.yml", Config);
        await bed.WriteFileAsync("/usr/local/bin/ecr-credential-provider", "#!/bin/sh\necho the old one\n", "755");
        await bed.WriteFileAsync("/usr/local/bin/another", "#!/bin/sh\n", "755");
        await bed.WriteFileAsync("/var/lib/kubelet/kubeadm-flags.env", Flags);
        await bed.WriteFileAsync("/etc/sysconfig/kubelet", "KUBELET_EXTRA_ARGS=--v=2\n");
        await bed.RunAsync("chown -R 1000 /home/ubuntu; sed -i s,/etc/default/kubelet,/etc/sysconfig/kubelet, /usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf; systemctl daemon-reload; systemctl restart kubelet").OrThrow();
        IReadOnlyList<string> before = await node.ArgumentsAsync();
        Assert.Contains("--v=2", before);
        const string Theirs = "sha256sum /home/ubuntu/ecr.yml /usr/local/bin/* /var/lib/kubelet/kubeadm-flags.env /etc/sysconfig/kubelet; stat -c %y%U /home/ubuntu/ecr.yml /usr/local/bin/*";
        string theirs = (await bed.RunAsync(Theirs).OrThrow()).Output;

        await node.InstallAsync();

        Assert.Equal(
            [.. before, OurFlags.Arguments[0], "--image-credential-provider-bin-dir=/run/ecr-credential-provider/bin"],
            await node.ArgumentsAsync());
        string composed = await bed.ReadFileAsync("/run/ecr-credential-provider/config.json");
        Assert.Contains("\"MINE\"", composed, StringComparison.Ordinal);
        Assert.Contains("public.ecr.aws", composed, StringComparison.Ordinal);
        Assert.Equal(
            "/usr/libexec/ecr-credential-provider/ecr-credential-provider",
            (await bed.RunAsync("readlink -f /run/ecr-credential-provider/bin/ecr-credential-provider").OrThrow()).Text);
        Assert.Contains("provider     /usr/libexec/ecr-credential-provider/ecr-credential-provider", (await bed.RunAsync("/usr/bin/ecr-credential-provider node status").OrThrow()).Output, StringComparison.Ordinal);

        await bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();

        Assert.Equal(before, await node.ArgumentsAsync());
        Assert.Equal(theirs, (await bed.RunAsync(Theirs).OrThrow()).Output);
    }
}
