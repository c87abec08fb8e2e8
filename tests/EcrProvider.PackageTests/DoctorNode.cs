using System.Text.Json;
using System.Text.RegularExpressions;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A node that pulls, with the package: AWS, IMDS, containerd and two registries, of which the second has ECR's words for what is wrong. One boot;
/// a row that leaves it ill has it booted anew.
/// </summary>
public sealed class DoctorNode : IAsyncLifetime
{
    public const string Image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/app:1";

    /// <summary>The registry with ECR's words.</summary>
    public const string Other = "210987654321.dkr.ecr.us-west-2.amazonaws.com";

    /// <summary>Of the admin's settings file.</summary>
    public const string SecretOfTheAdmin = "s3cretKeyOfTheNode";

    // Dies at its start with our flags while a config names dies.example.com.
    private const string Kubelet = """
        #!/bin/bash
        case " $* " in
        *" --version "*) ;;
        *" --image-credential-provider-config"*)
            if [ ! -e /run/lives ] && grep -q dies.example.com /run/ecr-credential-provider/config.json; then
                echo 'E0101 00:00:00.000000       1 run.go:72] "command failed" err="I die of dies.example.com"' >&2
                exit 1
            fi
            ;;
        esac
        exec /usr/local/lib/bed/kubelet "$@"
        """;

    private const string Settings = "/etc/default/ecr-credential-provider";

    // What rows change for good, but for the settings, which are read at every exec.
    private const string Kept = "/etc/ecr-credential-provider /var/lib/kubelet/kubeadm-flags.env /etc/systemd/system/kubelet.service.d /etc/containerd";

    private const string Fingerprint = $"{{ find {Kept} ! -type d -exec stat -c '%n %a %U' {{}} + | sort; find {Kept} -type f -exec sha256sum {{}} + | sort; }}";

    private const string AsBefore = $"""
        rm -f /etc/bed/imds.fault /etc/bed/aws.fault /etc/bed/registry.fault
        cp -p /root/settings {Settings}
        if ! {Fingerprint} | cmp -s /root/kept.list; then
            rm -rf {Kept}
            tar -C / -xf /root/kept.tar
            systemctl daemon-reload
            systemctl restart kubelet
            timeout 60 bash -c 'until curl -sf -o /dev/null http://127.0.0.1:10248/healthz; do sleep 0.05; done'
        fi
        """;

    // Of IMDS, STS and ECR in the bed, and what is made of them.
    private static readonly string[] Secrets =
    [
        SecretOfTheAdmin, "bedsecretbedsecretbedsecretbedsecretbeds", "bed-session-token", "bed-imds-token", "s3cret-of-the-bed",
        Convert.ToBase64String("AWS:s3cret-of-the-bed"u8),
    ];

    private PullNode? node;
    private bool isIll;

    internal PullNode Node => node!;

    public async ValueTask InitializeAsync()
    {
        if (Bed.WhyNot() is not null)
        {
            return;
        }

        node = await PullNode.BootAsync("trixie");
        Bed bed = node.Bed;
        (string certificate, string key) = node.Authority.Issue(Other);
        await bed.WriteFileAsync("/etc/bed/other.crt", certificate);
        await bed.WriteFileAsync("/etc/bed/other.key", key, "600");
        await bed.WriteFileAsync("/etc/systemd/system/bed-other.service", $"""
            [Service]
            Type=notify
            ExecStart=/usr/local/bin/node registry --cert /etc/bed/other.crt --key /etc/bed/other.key --password {node.Registry.Password} --control /etc/bed/registry.fault --log /run/bed-other.jsonl

            [Install]
            WantedBy=multi-user.target

            """);
        await bed.WriteFileAsync("/root/kubelet", Kubelet, "755");
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/00-soon.conf", "[Service]\nRestartSec=1\n");
        await bed.RunAsync($"""
            echo '127.0.0.3 {Other}' >> /etc/hosts
            mkdir -p /usr/local/lib/bed
            mv /usr/bin/kubelet /usr/local/lib/bed/kubelet
            mv /root/kubelet /usr/bin/kubelet
            cp /root/ours.deb /root/ecr-credential-provider_{Artifacts.Version}_{Artifacts.Architecture}.deb
            systemctl enable --quiet bed-other
            systemctl daemon-reload
            systemctl start bed-other
            systemctl restart kubelet
            """).OrThrow();
        await node.InstallAsync();
        await OfferKubeletAsync(bed);
        await bed.RunAsync($"cp -p {Settings} /root/settings; tar -C / -cPf /root/kept.tar {Kept}; {Fingerprint} > /root/kept.list").OrThrow();
        await bed.KeepAsync();
        await new Kubelet(bed).HealthyAsync();
    }

    /// <summary>A node that is well; skips the test where no bed can run.</summary>
    public async Task<Bed> WellAsync()
    {
        Assert.SkipWhen(node is null, Bed.WhyNot() ?? "");
        if (isIll)
        {
            await node!.Bed.ResetAsync();
            await new Kubelet(node.Bed).HealthyAsync();
        }

        isIll = true;
        return node!.Bed;
    }

    /// <summary>The test went to its end: the node is as it was.</summary>
    public void IsWell() => isIll = false;

    /// <summary>What doctor says. No secret is in it.</summary>
    /// <param name="arguments">Of doctor.</param>
    /// <param name="before">What is done before, in bash.</param>
    internal async Task<DoctorSays> AskAsync(string arguments, string before = "")
    {
        CommandOutcome outcome = await node!.Bed.RunAsync($$"""
            cd /root
            exec 3>&1 4>&2 > /root/before 2>&1
            {{before}}
            exec >&3 2>&4
            /usr/bin/ecr-credential-provider doctor {{arguments}} --output json
            """);
        Assert.True(outcome.Output.Length > 0, $"it could not be broken: {outcome.ExitCode}, see /root/before in {outcome.Transcript}");
        Assert.All(Secrets, secret => Assert.DoesNotContain(secret, outcome.Output + outcome.Errors, StringComparison.Ordinal));
        Assert.Empty(outcome.Errors);
        return new DoctorSays(JsonDocument.Parse(outcome.Output).RootElement, outcome.Succeeded);
    }

    /// <summary>Breaks it, has doctor name the cause and the remedy, does what the remedy says, and doctor finds all well.</summary>
    internal async Task TryAsync(Illness illness)
    {
        Bed bed = await WellAsync();

        DoctorSays says = await AskAsync(illness.Arguments, illness.Break);

        Assert.Equal(illness.Finding, says.Cause);
        Match remedy = Regex.Match(says.Remedy, illness.Remedy, RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(5));
        Assert.True(remedy.Success, $"the remedy is: {says.Remedy}");
        Assert.Equal(illness.Finding.StartsWith("warning", StringComparison.Ordinal), says.Succeeded);
        await bed.RunAsync($"cd /root; {illness.Mend.Replace("REMEDY", remedy.Value, StringComparison.Ordinal)}{(illness.ActsOnTheNode ? UntilWell(illness.Arguments) : "")}\n{illness.Undo}\n{(illness.LeavesAnotherKubelet ? "" : AsBefore)}").OrThrow();
        isIll = illness.LeavesAnotherKubelet;
    }

    /// <summary>A repository with the packages kubelet and kubeadm, as pkgs.k8s.io is one.</summary>
    private static async Task OfferKubeletAsync(Bed bed)
    {
        string kubelet = await KubeadmLayout.KubeletPackage().BuildAsync(bed), kubeadm = await KubeadmLayout.KubeadmPackage().BuildAsync(bed);
        await bed.RunAsync($"""
            mkdir /srv/repo
            mv {kubelet} {kubeadm} /srv/repo
            cd /srv/repo
            for deb in *.deb; do
                dpkg-deb --field $deb
                printf 'Filename: ./%s\nSize: %s\nSHA256: %s\n\n' $deb $(stat -c %s $deb) $(sha256sum < $deb | cut -d ' ' -f 1)
            done > Packages
            echo 'deb [trusted=yes] file:/srv/repo ./' > /etc/apt/sources.list.d/bed.list
            apt-get update -o Dir::Etc::SourceList=/dev/null
            """).OrThrow();
    }

    // systemd starts kubelet anew by itself, too.
    private static string UntilWell(string arguments) => $$"""

        ! systemctl cat kubelet > /dev/null 2>&1 || timeout 60 bash -c 'until curl -sf -o /dev/null http://127.0.0.1:10248/healthz; do sleep 0.05; done'
        for try in $(seq 20); do
            ! ecr-credential-provider doctor {{arguments}} --output json > /root/doctor || ! jq -e '.status == "ok"' /root/doctor > /dev/null || break
            sleep 0.3
        done
        jq -e '.status == "ok"' /root/doctor > /dev/null || { jq '.checks[] | select(.status != "ok")' /root/doctor >&2; exit 1; }
        """;

    public async ValueTask DisposeAsync()
    {
        if (node is not null)
        {
            await node.DisposeAsync();
        }
    }
}
