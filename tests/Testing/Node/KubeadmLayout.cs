namespace EcrProvider.Testing;

/// <summary>
/// What the packages kubelet and kubeadm of pkgs.k8s.io put on a node, as packages, with tests/Node as kubelet; and what kubeadm
/// writes when the node joins. For another order of events, call the steps.
/// </summary>
public static class KubeadmLayout
{
    /// <summary>The upstream release that the packages claim to be.</summary>
    public const string Version = "1.36.2";

    private const string Unit = """
        [Unit]
        Description=kubelet: The Kubernetes Node Agent
        Documentation=https://kubernetes.io/docs/
        Wants=network-online.target
        After=network-online.target

        [Service]
        ExecStart=/usr/bin/kubelet
        Restart=always
        StartLimitInterval=0
        RestartSec=10

        [Install]
        WantedBy=multi-user.target

        """;

    private const string DropIn = """
        # Note: This dropin only works with kubeadm and kubelet v1.11+
        [Service]
        Environment="KUBELET_KUBECONFIG_ARGS=--bootstrap-kubeconfig=/etc/kubernetes/bootstrap-kubelet.conf --kubeconfig=/etc/kubernetes/kubelet.conf"
        Environment="KUBELET_CONFIG_ARGS=--config=/var/lib/kubelet/config.yaml"
        # This is a file that "kubeadm init" and "kubeadm join" generates at runtime, populating the KUBELET_KUBEADM_ARGS variable dynamically
        EnvironmentFile=-/var/lib/kubelet/kubeadm-flags.env
        # This is a file that the user can use for overrides of the kubelet args as a last resort. Preferably, the user should use
        # the .NodeRegistration.KubeletExtraArgs object in the configuration files instead. KUBELET_EXTRA_ARGS should be sourced from this file.
        EnvironmentFile=-/etc/default/kubelet
        ExecStart=
        ExecStart=/usr/bin/kubelet $KUBELET_KUBECONFIG_ARGS $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS

        """;

    /// <summary>As after kubeadm join: both packages, kubelet enabled and started.</summary>
    public static async Task InstallAsync(Bed bed)
    {
        await InstallKubeletAsync(bed);
        await InstallKubeadmAsync(bed);
        await JoinAsync(bed);
        await bed.RunAsync("systemctl enable --quiet --now kubelet").OrThrow();
    }

    /// <summary>The package kubelet: without kubeadm's its unit starts kubelet without any argument.</summary>
    /// <param name="bed">Where.</param>
    /// <param name="program">An executable of the host that is kubelet; tests/Node unless given.</param>
    public static async Task InstallKubeletAsync(Bed bed, string? program = null)
    {
        await KubeletPackage(program: program).InstallAsync(bed);
        await bed.RunAsync("systemctl daemon-reload").OrThrow();
    }

    public static async Task InstallKubeadmAsync(Bed bed)
    {
        await KubeadmPackage().InstallAsync(bed);
        await bed.RunAsync("systemctl daemon-reload").OrThrow();
    }

    /// <param name="version">As upstream's releases are numbered.</param>
    /// <param name="program">An executable of the host that is kubelet; tests/Node unless given.</param>
    public static BedPackage KubeletPackage(string version = Version, string? program = null) => new("kubelet", version + "-1.1")
    {
        Copies = new Dictionary<string, string>(StringComparer.Ordinal) { ["/usr/bin/kubelet"] = program ?? Artifacts.Node },
        Files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/usr/lib/systemd/system/kubelet.service"] = Unit,
            ["/etc/default/kubelet"] = "KUBELET_EXTRA_ARGS=\n",
        },
        Conffiles = ["/etc/default/kubelet"],
    };

    public static BedPackage KubeadmPackage() => new("kubeadm", Version + "-1.1")
    {
        Files = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/usr/bin/kubeadm"] = "#!/bin/sh\necho 'kubeadm is not in this bed' >&2\nexit 1\n",
            ["/usr/lib/systemd/system/kubelet.service.d/10-kubeadm.conf"] = DropIn,
        },
        Depends = "kubelet",
    };

    /// <summary>What kubeadm join leaves on disk, as far as kubelet's start needs it.</summary>
    public static async Task JoinAsync(Bed bed)
    {
        await bed.WriteFileAsync("/var/lib/kubelet/kubeadm-flags.env", "KUBELET_KUBEADM_ARGS=\"--node-ip=10.99.0.1 --hostname-override=bed\"\n");
        await bed.WriteFileAsync("/var/lib/kubelet/config.yaml", "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n");
        await bed.RunAsync("mkdir -p /etc/kubernetes/manifests").OrThrow();
    }
}
