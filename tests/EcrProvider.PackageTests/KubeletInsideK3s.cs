using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>A unit that does as k3s does: kubelet inside, with the two paths of /var/lib/rancher when both are there.</summary>
[Collection(nameof(TrixieBeds))]
public sealed class KubeletInsideK3s(TrixieNode node)
{
    private const string Folder = "/var/lib/rancher/credentialprovider";

    private static readonly string[] Flags = [$"--image-credential-provider-config={Folder}/config.yaml", $"--image-credential-provider-bin-dir={Folder}/bin"];

    internal const string K3s = $$"""
        #!/bin/sh
        if [ "$1" = --version ]; then echo "k3s version v1.36.2+k3s1 (12345678)"; exit; fi
        set --
        if [ -e {{Folder}}/bin ] && [ -e {{Folder}}/config.yaml ]; then
          set -- --image-credential-provider-config={{Folder}}/config.yaml --image-credential-provider-bin-dir={{Folder}}/bin
        fi
        exec /opt/k3s/kubelet "$@"

        """;

    internal const string Unit = """
        [Service]
        Type=simple
        ExecStart=/usr/local/bin/k3s server
        Restart=always
        RestartSec=5s

        """;

    [Fact]
    public async Task Is_given_what_it_accepts_at_its_next_start_and_starts_whatever_of_ours_is_broken()
    {
        Bed bed = await node.FreshAsync();
        await bed.RunAsync("mkdir /opt/k3s; cp /usr/bin/kubelet /opt/k3s; dpkg --purge kubeadm kubelet; rm -rf /etc/systemd/system/kubelet.service.d; systemctl daemon-reload; systemctl reset-failed").OrThrow();
        await bed.WriteFileAsync("/usr/local/bin/k3s", K3s, "755");
        await bed.WriteFileAsync("/etc/systemd/system/k3s.service", Unit);
        await bed.RunAsync("systemctl daemon-reload; systemctl start k3s").OrThrow();
        await node.Kubelet.HealthyAsync();
        string process = await ProcessAsync(bed);

        CommandOutcome install = await node.InstallAsync();

        Assert.Equal(process, await ProcessAsync(bed));
        Assert.Contains("type: systemctl restart k3s.service", install.Output + install.Errors, StringComparison.Ordinal);
        await RestartAsync(bed, expected: Flags);
        Assert.Contains("ECR435", (await bed.RunAsync("ecr-credential-provider node status || true").OrThrow()).Output, StringComparison.Ordinal);

        const string program = "/usr/libexec/ecr-credential-provider/ecr-credential-provider";
        await bed.RunAsync($"cp {program} /root/good; echo 'providers: [' > /etc/ecr-credential-provider/config.yaml").OrThrow();
        await RestartAsync(bed, expected: []);
        await bed.RunAsync($"cp /usr/share/ecr-credential-provider/config.yaml /etc/ecr-credential-provider; rm {program}").OrThrow();
        await RestartAsync(bed, expected: []);
        await bed.RunAsync($"printf '#!/bin/sh\\nsleep 60\\n' > {program}; chmod 755 {program}").OrThrow();
        await RestartAsync(bed, expected: []);
        await bed.RunAsync($"rm {program}; cp /root/good {program}").OrThrow();
        await RestartAsync(bed, expected: Flags);

        await bed.RunAsync("apt-get purge -y ecr-credential-provider <&-").OrThrow();
        Assert.False(await bed.ExistsAsync(Folder));
        await RestartAsync(bed, expected: []);
    }

    private static async Task<string> ProcessAsync(Bed bed) => (await bed.RunAsync("systemctl show --property=MainPID --value k3s").OrThrow()).Text;

    private async Task RestartAsync(Bed bed, string[] expected)
    {
        // A fast machine makes more starts in ten seconds than systemd allows.
        await bed.RunAsync("systemctl reset-failed k3s; systemctl restart k3s").OrThrow();
        await node.Kubelet.HealthyAsync();
        CommandOutcome commandLine = await bed.RunAsync($"cat /proc/{await ProcessAsync(bed)}/cmdline").OrThrow();
        Assert.Equal(expected, commandLine.Output.Split('\0')[1..^1]);
    }
}
