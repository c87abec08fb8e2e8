namespace EcrProvider.PackageTests;

/// <summary>No kubelet.service: there is no kubelet, or it is run by something else.</summary>
internal static class IllnessesOfOtherKubelets
{
    private const string Purge = "systemctl stop kubelet; dpkg --purge kubeadm kubelet; rm -rf /etc/systemd/system/kubelet.service.d; systemctl daemon-reload; systemctl reset-failed";

    // set and get are all that is asked of it.
    private const string Snap = """
        cat > /usr/bin/snap << 'END'
        #!/bin/sh
        case $1 in
        set) shift 2; for pair; do echo "${pair#*=}" > "/root/snap.${pair%%=*}"; done ;;
        get) cat "/root/snap.$3" ;;
        esac
        END
        chmod 755 /usr/bin/snap
        """;

    public static IReadOnlyDictionary<string, Illness> Table { get; } = new Dictionary<string, Illness>(StringComparer.Ordinal)
    {
        ["no kubelet"] = new(Purge, "failed kubelet ECR421", "apt install kubelet kubeadm$")
        {
            // What their packages do after that.
            Mend = "REMEDY; systemctl enable --quiet --now kubelet",
            LeavesAnotherKubelet = true,
            TakesLong = true,
        },
        ["kubelet a snap"] = new($"{Purge}\n{Snap}\nmkdir -p /snap/kubelet/current/meta; touch /snap/kubelet/current/meta/snap.yaml", "failed kubelet ECR434", "install -D .*$")
        {
            LeavesAnotherKubelet = true,
            TakesLong = true,
        },
        ["kubelet inside MicroK8s"] = new(
            $"{Purge}\n{Snap}\nmkdir -p /var/snap/microk8s/current/args; echo --v=2 > /var/snap/microk8s/current/args/kubelet", "failed kubelet ECR433", "install -D .*$")
        {
            Mend = """
                remedy='REMEDY'
                eval "${remedy%%; add to *}"
                lines=${remedy#* the two lines }
                lines=${lines%%, and type: *}
                printf '%s\n' "${lines%% and *}" "${lines##* and }" >> /var/snap/microk8s/current/args/kubelet
                eval "${remedy##*type: }"
                """,
            LeavesAnotherKubelet = true,
            TakesLong = true,
        },
        ["kubelet inside k3s"] = new(
            $"""
            mkdir /opt/k3s
            cp /usr/local/lib/bed/kubelet /opt/k3s
            {Purge}
            cat > /usr/local/bin/k3s << 'END'
            {KubeletInsideK3s.K3s}
            END
            chmod 755 /usr/local/bin/k3s
            cat > /etc/systemd/system/k3s.service << 'END'
            {KubeletInsideK3s.Unit}
            END
            mv /usr/lib/systemd/system/k3s.service.d /root
            systemctl daemon-reload
            systemctl start k3s
            mv /root/k3s.service.d /usr/lib/systemd/system
            systemctl daemon-reload
            """,
            "failed kubelet ECR432", "systemctl restart k3s.service")
        {
            LeavesAnotherKubelet = true,
            TakesLong = true,
        },
    };
}
