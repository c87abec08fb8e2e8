namespace EcrProvider.PackageTests;

/// <summary>The table of broken nodes.</summary>
internal static class Breakages
{
    private const string Config = "/etc/ecr-credential-provider/config.yaml";
    private const string Program = "/usr/libexec/ecr-credential-provider/ecr-credential-provider";
    private const string Run = "/run/ecr-credential-provider";
    private const string State = "/var/lib/ecr-credential-provider";
    private const string Settings = "/etc/default/ecr-credential-provider";
    private const string Flags = "/var/lib/kubelet/kubeadm-flags.env";
    private const string OtherConfig = "/etc/other/config.yaml";
    private const string OtherProgram = "/opt/other/bin/other-provider";
    private const string Signal = "(Segmentation fault|Bus error)";

    // For our program alone, which takes it from /usr/bin whatever PATH says.
    private const string SystemctlThatHangs = """
        cp /usr/bin/systemctl /root/systemctl.real
        printf '#!/bin/sh\ncase $(readlink /proc/$PPID/exe) in *ecr-credential-provider*) sleep 100;; esac\nexec /root/systemctl.real "$@"\n' > /root/systemctl
        chmod 755 /root/systemctl
        mount --bind /root/systemctl /usr/bin/systemctl
        """;

    private const string DropIns = "/etc/systemd/system/kubelet.service.d";

    public static IReadOnlyDictionary<string, Breakage> Table { get; } = new Dictionary<string, Breakage>(StringComparer.Ordinal)
    {
        ["config missing"] = Breakage.Ours("ECR402", $"rm {Config}"),
        ["config folder missing"] = Breakage.Ours("ECR402", "rm -r /etc/ecr-credential-provider"),
        ["config a dangling link"] = Breakage.Ours("ECR402", $"ln -sf /nowhere {Config}"),
        ["config a link to itself"] = Breakage.Ours("ECR401", $"rm {Config}; ln -s {Config} {Config}"),
        ["config an empty directory"] = Breakage.Ours("ECR401", $"rm {Config}; mkdir {Config}"),
        ["config a FIFO"] = Breakage.Ours("ECR401", $"rm {Config}; mkfifo {Config}"),
        ["config a link to /dev/zero"] = Breakage.Ours("ECR401", $"ln -sf /dev/zero {Config}"),
        ["config huge"] = Breakage.Ours("ECR401", $"truncate -s 3G {Config}"),
        ["config a link to a secret"] = Breakage.Ours("ECR403", $"ln -sf /etc/shadow {Config}"),
        ["config empty"] = Breakage.Ours("ECR403", $": > {Config}"),
        ["config no YAML"] = Breakage.Ours("ECR403", $"echo 'providers: [' > {Config}"),
        ["config binary"] = Breakage.Ours("ECR403", $"head -c 5000 {Program} > {Config}"),
        ["config a bomb of aliases"] = Breakage.Ours("ECR403", $$"""
            { echo 'a0: &a0 [x,x,x,x,x,x,x,x,x,x]'
              for i in 1 2 3 4 5 6 7 8 9; do p="*a$((i-1))"; echo "a$i: &a$i [$p,$p,$p,$p,$p,$p,$p,$p,$p,$p]"; done; } > {{Config}}
            """),
        ["config nested without end"] = Breakage.Ours("ECR403", $"head -c 500000 /dev/zero | tr '\\0' '[' > {Config}"),
        ["config with an unknown field"] = Breakage.Ours("ECR403", $"echo 'provider: x' >> {Config}"),
        ["config with a number where text has to be"] = Breakage.Ours("ECR403", $"sed -i 's/defaultCacheDuration: 5m/defaultCacheDuration: 0/' {Config}"),
        ["config without a duration"] = Breakage.Ours("ECR403", $"sed -i '/defaultCacheDuration/d' {Config}"),
        ["config with a name that climbs"] = Breakage.Ours("ECR403", $"sed -i 's/name: ecr-credential-provider/name: ..\\/..\\/bin\\/sh/' {Config}"),
        ["config with a name that is no program"] = Breakage.Ours("ECR404", $"sed -i 's/name: ecr-credential-provider/name: ecr/' {Config}"),
        ["program missing"] = Breakage.Program("No such file or directory", "ECR404", $"rm {Program}"),
        ["whole program missing"] = Breakage.Program("ECR113", "command not found", $"rm {Program}-full"),
        ["program not executable"] = Breakage.Program("Permission denied", "ECR404", $"chmod 644 {Program}"),
        ["program of another architecture"] = Breakage.Program("Exec format error", "Exec format error", Changed("printf '\\377\\377' | dd of=changed bs=1 seek=18 conv=notrunc status=none")),
        ["program truncated"] = Breakage.Program(Signal, Signal, Changed("truncate -s 100000 changed")),
        ["program crashes"] = Breakage.Program(Signal, Signal, Changed("printf '#!/bin/sh\\nkill -SEGV $$\\n' > changed")),
        ["program hangs"] = Breakage.Program("sending signal TERM", "ECR4", Changed("printf '#!/bin/sh\\nsleep 100\\n' > changed")),
        ["program ignores TERM"] = Breakage.Program("sending signal KILL", "ECR4", Changed("printf '#!/bin/sh\\ntrap \"\" TERM\\nsleep 100\\n' > changed")),
        ["/run folder full"] = Breakage.Ours("ECR407", $"mount -t tmpfs -o size=4k tmpfs {Run}; head -c 4096 /dev/zero > {Run}/x"),
        ["/run folder read-only"] = Breakage.Ours("ECR407", $"mount -t tmpfs -o ro tmpfs {Run}"),
        ["/run folder a file"] = Breakage.Ours("ECR407", $"rm -r {Run}; : > {Run}"),
        ["composed config a directory"] = Breakage.Ours("ECR407", $"rm {Run}/config.json; mkdir {Run}/config.json"),
        ["composed environment a directory"] = Breakage.Ours("ECR407", $"rm {Run}/kubelet.env; mkdir {Run}/kubelet.env"),
        ["composed bin-dir a file"] = Breakage.Ours("ECR407", $"rm -r {Run}/bin; : > {Run}/bin"),
        ["one flag literal behind ours in ExecStart"] = Breakage.Ours("ECR413", Exec("$KUBELET_KUBEADM_ARGS $KUBELET_EXTRA_ARGS --image-credential-provider-bin-dir=/opt/other/bin")),
        ["ExecStart without KUBELET_EXTRA_ARGS"] = Breakage.Ours("ECR415", Exec("$KUBELET_KUBEADM_ARGS")),
        ["a later file sets KUBELET_EXTRA_ARGS"] = Breakage.Ours("ECR417", $"echo 'KUBELET_EXTRA_ARGS=--v=3' > /etc/other/late; printf '[Service]\\nEnvironmentFile=/etc/other/late\\n' > {DropIns}/zzz-late.conf"),
        ["drop-in masked"] = new($"ln -s /dev/null {DropIns}/zz-ecr-credential-provider.conf", "", "ECR419"),
        ["systemctl hangs"] = Breakage.Program("ECR421", seenByStatus: null, SystemctlThatHangs),
        ["only one flag of the other"] = Breakage.Theirs("ECR405", $"sed -i 's/--image-credential-provider-bin-dir=[^ \"]*//' {Flags}"),
        ["config of the other broken"] = Breakage.Theirs("ECR412", $"echo 'providers: [' > {OtherConfig}"),
        ["config of the other missing"] = Breakage.Theirs("ECR412", $"rm {OtherConfig}"),
        ["config of the other a FIFO"] = Breakage.Theirs("ECR412", $"rm {OtherConfig}; mkfifo {OtherConfig}"),
        ["config of the other with a name that climbs"] = Breakage.Theirs("ECR412", $"sed -i 's/other-provider/..\\/other-provider/' {OtherConfig}"),
        ["program of the other missing"] = Breakage.Theirs("ECR412", $"rm {OtherProgram}"),
        ["program of the other not executable"] = Breakage.Theirs("ECR412", $"chmod 644 {OtherProgram}"),
        ["bin-dir of the other missing"] = Breakage.Theirs("ECR412", "rm -r /opt/other/bin"),
        ["settings a FIFO"] = Breakage.Exec("ECR301", $"rm {Settings}; mkfifo {Settings}"),
        ["settings writable by everybody"] = Breakage.Exec("ECR303", $"chmod 666 {Settings}"),
        ["settings with a secret that everybody reads"] = Breakage.Exec("ECR302", $"echo AWS_SECRET_ACCESS_KEY=s3cret > {Settings}; chmod 644 {Settings}"),
        ["settings binary"] = Breakage.None($"head -c 5000 {Program} > {Settings}"),
        ["held file garbage"] = Breakage.None($"mkdir -p {State}; echo '{{\"fingerprint\": 1' > {State}/held"),
        ["held file no object"] = Breakage.None($"mkdir -p {State}; echo '[1]' > {State}/held"),
        ["held file a directory"] = Breakage.None($"mkdir -p {State}/held"),
        ["journald does not read"] = Breakage.None("pkill -STOP -x systemd-journal"),
    };

    // Not in place: kubelet may be executing it.
    private static string Changed(string change) => $"cd /root; cp {Program} changed; {change}; chmod 755 changed; mv changed {Program}";

    private static string Exec(string arguments) =>
        $"printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS {arguments}\\n' > {DropIns}/50-exec.conf";
}
