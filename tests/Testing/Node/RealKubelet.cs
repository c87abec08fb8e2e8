namespace EcrProvider.Testing;

/// <summary>
/// A kubelet binary of kubernetes.io in a bed, standalone: no API server, its pods are static. KUBELET_BINARY names it; Debian has none.
/// </summary>
public static class RealKubelet
{
    private const string Variable = "KUBELET_BINARY";

    // kubelet writes sysctls that belong to no namespace, reads the kernel's log, wants an address that is not loopback's, and asks for
    // limits by controllers that a bed may not have: it finds the sysctls as it wants them, an empty log, and a runc that sets no limits.
    private const string Prepare = """
        #!/bin/bash
        set -eu
        mkdir -p /run/bed-sysctl
        while read -r name value; do
            mountpoint -q "/proc/sys/$name" && continue
            echo "$value" > "/run/bed-sysctl/${name//\//_}"
            mount --bind "/run/bed-sysctl/${name//\//_}" "/proc/sys/$name"
        done <<END
        vm/overcommit_memory 1
        vm/panic_on_oom 0
        kernel/panic 10
        kernel/panic_on_oops 1
        kernel/keys/root_maxkeys 1000000
        kernel/keys/root_maxbytes 25000000
        END
        ln -sf /dev/null /dev/kmsg
        ip link show bed > /dev/null 2>&1 || ip link add bed type bridge
        ip address replace 10.99.0.1/24 dev bed
        ip link set bed up
        ip route replace default via 10.99.0.254 dev bed
        """;

    private const string RuncWithoutLimits = """
        #!/bin/bash
        set -eu
        case " $* " in *" create "*)
            bundle=$PWD previous=
            for word; do
                [ "$previous" != --bundle ] || bundle=$word
                previous=$word
            done
            jq 'del(.linux.resources)' "$bundle/config.json" > "$bundle/config.json.new"
            mv "$bundle/config.json.new" "$bundle/config.json"
            ;;
        esac
        exec /usr/sbin/runc "$@"
        """;

    private const string Configuration = """
        apiVersion: kubelet.config.k8s.io/v1beta1
        kind: KubeletConfiguration
        staticPodPath: /etc/kubernetes/manifests
        containerRuntimeEndpoint: unix:///run/containerd/containerd.sock
        cgroupDriver: cgroupfs
        cgroupsPerQOS: false
        enforceNodeAllocatable: []
        failSwapOn: false
        failCgroupV1: false
        localStorageCapacityIsolation: false
        authentication: {anonymous: {enabled: true}, webhook: {enabled: false}}
        authorization: {mode: AlwaysAllow}
        address: 127.0.0.1
        evictionHard: {memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%", imagefs.inodesFree: "0%"}

        """;

    /// <summary>The given binary; null when the stand-in of tests/Node is to be used.</summary>
    public static string? Given => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } path ? path : null;

    /// <summary>Why a test with it is skipped; null when one is given.</summary>
    public static string? WhyNot => Given is null ? $"no real kubelet: {Variable} is not set (Debian has no package of it)" : null;

    /// <summary>What it writes of itself.</summary>
    public static IReadOnlyList<SnapshotExclude> Records { get; } =
    [
        .. new[] { "actuated_pods_state", "allocated_pods_state", "checkpoints", "cpu_manager_state", "device-plugins", "dra_manager_state",
            "image_manager", "memory_manager_state", "pki", "plugins", "plugins_registry", "pod-resources", "pods", "usage" }
            .Select(name => new SnapshotExclude("/var/lib/kubelet/" + name, "kubelet's own state")),
        new("/var/run/kubernetes", "kubelet's certificates"),
        new("/run/kubernetes", "kubelet's certificates"),
    ];

    /// <summary>As <see cref="KubeadmLayout.InstallAsync"/>, with that binary. containerd and the image are there already.</summary>
    public static async Task InstallAsync(Bed bed, string program)
    {
        await bed.WriteFileAsync("/usr/local/sbin/bed-kubelet-host", Prepare, "755");
        await bed.WriteFileAsync("/usr/local/sbin/runc-without-limits", RuncWithoutLimits, "755");
        await bed.WriteFileAsync("/etc/systemd/system/bed-kubelet-host.service", """
            [Unit]
            Before=kubelet.service

            [Service]
            Type=oneshot
            ExecStart=/usr/local/sbin/bed-kubelet-host

            [Install]
            WantedBy=multi-user.target

            """);

        // No API server in a bed, so no kubeconfig: that is what makes it standalone.
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/20-standalone.conf", "[Service]\nEnvironment=KUBELET_KUBECONFIG_ARGS=\nRestartSec=2\n");
        await KubeadmLayout.InstallKubeletAsync(bed, program);
        await KubeadmLayout.InstallKubeadmAsync(bed);
        await KubeadmLayout.JoinAsync(bed);
        await bed.WriteFileAsync("/var/lib/kubelet/config.yaml", Configuration);
        await bed.RunAsync("""
            skopeo copy --quiet oci:/usr/share/bed/app:1 oci-archive:/root/pause.tar:localhost/pause:bed
            ctr --namespace k8s.io images import /root/pause.tar > /dev/null
            rm /root/pause.tar
            cat >> /etc/containerd/config.toml <<END
              [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
                runtime_type = "io.containerd.runc.v2"
                [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
                  BinaryName = "/usr/local/sbin/runc-without-limits"
            END
            sed -i '/restrict_oom_score_adj/a \  sandbox_image = "localhost/pause:bed"' /etc/containerd/config.toml
            systemctl daemon-reload
            systemctl restart containerd
            systemctl enable --quiet --now bed-kubelet-host kubelet
            """).OrThrow();
    }
}
