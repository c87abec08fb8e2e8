namespace EcrProvider.PackageTests;

/// <summary>What is wrong on the node itself: each remedy is a command, or a line to write.</summary>
internal static class IllnessesOfTheNode
{
    private const string Settings = "/etc/default/ecr-credential-provider";
    private const string Config = "/etc/ecr-credential-provider/config.yaml";
    private const string Run = "/run/ecr-credential-provider";
    private const string DropIns = "/etc/systemd/system/kubelet.service.d";
    private const string OurDropIn = DropIns + "/zz-ecr-credential-provider.conf";
    private const string MirrorHosts = "/etc/containerd/certs.d/mirror.example.com/hosts.toml";
    private const string Registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Reload = "systemctl daemon-reload; systemctl restart kubelet";
    private const string Reinstall = @"apt-get install --reinstall \./ecr-credential-provider_[^ ]*\.deb$";
    private const string AnewOfTheCache = "chown root: /run/ecr-credential-provider && chmod go-w /run/ecr-credential-provider && rm -rf /run/ecr-credential-provider/tokens$";
    private const string Provider = "install -D /dev/stdin /opt/other/bin/other -m 755 <<< '#!/bin/sh'; "
        + "sed 's/name: ecr-credential-provider .*/name: other/' /usr/share/ecr-credential-provider/config.yaml | install -D /dev/stdin /etc/other/config.yaml -m 644";
    private const string Restart = "systemctl restart kubelet$";

    // kubelet runs without our flags, and nothing hinders them any more.
    private const string StartedWithout = "mkdir -p /run/systemd/system/kubelet.service.d; ln -s /dev/null /run/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf; " + Reload
        + "; rm /run/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf";

    public static IReadOnlyDictionary<string, Illness> Table { get; } = new Dictionary<string, Illness>(StringComparer.Ordinal)
    {
        ["a file of the package changed"] = new("echo '# mine' >> /usr/share/ecr-credential-provider/config.yaml", "failed package ECR601", Reinstall) { TakesLong = true },
        ["the package's drop-in gone"] = new("rm /usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf", "failed package ECR601", Reinstall) { TakesLong = true },
        ["another program first in PATH"] = new(
            "printf '#!/bin/sh\\n' > /usr/local/bin/ecr-credential-provider; chmod 755 /usr/local/bin/ecr-credential-provider", "warning path ECR602", "mv [^ ]+ [^ ]+$"),
        ["a secret that everybody reads"] = new($"echo AWS_SECRET_ACCESS_KEY={DoctorNode.SecretOfTheAdmin} >> {Settings}; chmod 644 {Settings}", "failed settings ECR302", "chmod 0600 .*"),
        ["settings that everybody writes"] = new($"chmod 666 {Settings}", "failed settings ECR303", "chown root: .*"),
        ["a folder above the settings that everybody writes"] = new("chmod o+w /etc/default", "failed settings ECR305", "chown root: .*"),
        ["a typo in a setting"] = new($"echo ECR_DEADLIN=20 >> {Settings}", "warning settings ECR603", "sed -i .*"),
        ["a setting that nothing reads"] = new($"echo AWS_SOMETHING_ELSE=1 >> {Settings}", "warning settings ECR603", "sed -i .*") { TakesLong = true },
        ["a cache that is neither on nor off"] = new($"echo ECR_TOKEN_CACHE=maybe >> {Settings}", "failed token-cache ECR304", $"correct it in {Settings}")
        {
            Mend = $"sed -i s/=maybe/=on/ {Settings}",
        },
        ["a cache that others enter"] = new($"mkdir -p {Run}/tokens; chmod 777 {Run}/tokens", "warning token-cache ECR503", AnewOfTheCache),
        ["a cache that is a link"] = new($"rm -rf {Run}/tokens; ln -s /etc {Run}/tokens", "warning token-cache ECR503", AnewOfTheCache) { TakesLong = true },
        ["a cache below another's folder"] = new($"test -d /etc/apt; chown nobody {Run}", "warning token-cache ECR503", AnewOfTheCache) { TakesLong = true },
        ["kubelet stopped"] = new("systemctl stop kubelet", "failed kubelet ECR422", "systemctl start .*"),
        ["drop-in masked"] = new($"ln -s /dev/null {OurDropIn}; {Reload}", "failed drop-in ECR419", "rm .*"),
        ["drop-in of that name without its lines"] = new($"printf '[Service]\\nEnvironment=X=1\\n' > {OurDropIn}; {Reload}", "failed drop-in ECR427", "rm .*") { TakesLong = true },
        ["drop-in that systemd has not loaded"] = new(StartedWithout, "failed drop-in ECR420", "systemctl daemon-reload && .*") { TakesLong = true },
        ["a later environment file"] = new(
            $"echo 'KUBELET_EXTRA_ARGS=--v=3' > /etc/late.env; printf '[Service]\\nEnvironmentFile=/etc/late.env\\n' > {DropIns}/zzz-late.conf; {Reload}", "failed drop-in ECR417", Restart)
        {
            Mend = "sed -i /KUBELET_EXTRA_ARGS/d /etc/late.env; REMEDY",
            TakesLong = true,
        },
        ["a typo in config.yaml"] = new($"sed -i s/matchImages/matchimages/ {Config}; systemctl restart kubelet", "failed config ECR403", Restart)
        {
            Mend = $"sed -i s/matchimages/matchImages/ {Config}; REMEDY",
        },
        ["config.yaml gone"] = new($"rm {Config}; systemctl restart kubelet", "failed config ECR402", "cp .*") { TakesLong = true },
        ["config.yaml that everybody writes"] = new($"chmod 666 {Config}; systemctl restart kubelet", "failed config ECR426", "chown root: .*") { TakesLong = true },
        ["a provider that is no program"] = new($"sed -i 's/name: ecr-credential-provider/name: ecr/' {Config}; systemctl restart kubelet", "failed config ECR404", Restart)
        {
            Mend = $"sed -i 's/name: ecr /name: ecr-credential-provider /' {Config}; REMEDY",
            TakesLong = true,
        },
        ["flags missing on the live process"] = new(StartedWithout + "; systemctl daemon-reload", "failed wiring ECR423", "systemctl restart kubelet.service$"),
        ["a unit that expands nothing"] = new(
            $"printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_KUBEADM_ARGS\\n' > {DropIns}/50-exec.conf; {Reload}", "failed wiring ECR415", "systemctl edit kubelet.service && systemctl restart kubelet.service$")
        {
            // An editor that adds it, on a terminal, which systemctl edit insists on.
            Mend = $"""
                sed 's/KUBEADM_ARGS$/& $KUBELET_EXTRA_ARGS/' {DropIns}/50-exec.conf > /root/lines
                printf '#!/bin/sh\nfor file; do :; done\nsed -i "/^### Anything/r /root/lines" "$file"\n' > /root/editor; chmod 755 /root/editor
                EDITOR=/root/editor SYSTEMD_EDITOR=/root/editor script -qec 'REMEDY' /dev/null < /dev/null
                """,
            TakesLong = true,
        },
        ["a flag behind ours"] = new(
            $"printf '[Service]\\nExecStart=\\nExecStart=/usr/bin/kubelet $KUBELET_CONFIG_ARGS $KUBELET_EXTRA_ARGS --image-credential-provider-config=/etc/other/config.yaml --image-credential-provider-bin-dir=/opt/other/bin\\n' > {DropIns}/50-exec.conf; {Provider}; {Reload}", "failed wiring ECR413", "systemctl daemon-reload && .*")
        {
            Mend = $"sed -i 's/ --image.*//' {DropIns}/50-exec.conf; REMEDY",
            TakesLong = true,
        },
        ["held back"] = new(
            $"sed -i 's/matchImages:/&\\n      - dies.example.com/' {Config}; ! ecr-credential-provider node setup; timeout 60 bash -c 'until curl -sf -o /dev/null http://127.0.0.1:10248/healthz; do sleep 0.1; done'", "failed wiring ECR416", "ecr-credential-provider node setup$")
        {
            // The cause is the kubelet, of which config and program know nothing.
            Mend = "touch /run/lives; REMEDY",
            TakesLong = true,
        },
        ["config.yaml edited after the start"] = new($"sed -i 's/defaultCacheDuration: 5m/defaultCacheDuration: 6m/' {Config}", "warning next-start ECR605", "systemctl restart kubelet.service$"),
        ["one flag of another provider"] = new(
            "sed -i 's/\"$/ --image-credential-provider-config=\\/etc\\/other\\/config.yaml\"/' /var/lib/kubelet/kubeadm-flags.env; systemctl restart kubelet", "warning next-start ECR405", Restart)
        {
            Mend = "sed -i 's/ --image-credential-provider-config[^ \"]*//' /var/lib/kubelet/kubeadm-flags.env; REMEDY",
            TakesLong = true,
        },
        ["another provider for the same hosts"] = new(
            $"""
            {Provider}
            echo 'KUBELET_KUBEADM_ARGS="--image-credential-provider-config=/etc/other/config.yaml --image-credential-provider-bin-dir=/opt/other/bin"' > /var/lib/kubelet/kubeadm-flags.env
            systemctl restart kubelet
            """,
            "warning other-providers ECR606", Restart)
        {
            Mend = "sed -i '/^      - /d; s/matchImages:/&\\n      - registry.example.com/' /etc/other/config.yaml; REMEDY",
            TakesLong = true,
        },
        ["a pause image in private ECR"] = new(
            $"sed -i 's/restrict_oom/sandbox_image = \"{DoctorNode.Other}\\/pause:3.10\"\\n  &/' /etc/containerd/config.toml", "warning pause-image ECR607", "registry.k8s.io/pause:[0-9.]+|systemctl restart containerd$")
        {
            Mend = "sed -i 's|sandbox_image = .*|sandbox_image = \"REMEDY\"|' /etc/containerd/config.toml; systemctl restart containerd",
        },
        ["containerd's config broken"] = new("echo 'x = [' >> /etc/containerd/config.toml", "failed pause-image ECR313", "correct it") { Mend = "sed -i '$d' /etc/containerd/config.toml" },
        ["no entry for the image"] = new($"sed -i '/- \"\\*.dkr.ecr.\\*.amazonaws.com\"$/d' {Config}; systemctl restart kubelet", "failed registry ECR620", Restart)
        {
            Mend = $"sed -i 's/matchImages:/&\\n      - {Registry}/' {Config}; REMEDY",
        },
        ["a stranger in hosts.toml"] = new(
            $"printf '[host.\"https://backup.example.com\"]\\n' >> /etc/containerd/certs.d/{Registry}/hosts.toml", "warning hosts-toml ECR622", "/etc/containerd/certs.d/[^ ]*/hosts.toml$")
        {
            Mend = "sed -i /backup.example.com/d REMEDY",
        },
        ["an alias behind which a stranger is"] = new(
            Alias($"mirror.example.com={Registry}"),
            "failed registry ECR312", "server = \"https://[^\"]*\" and \\[host\\.\"https://[^\"]*\"\\]")
        {
            Arguments = "mirror.example.com/app:1",
            Mend = "echo 'REMEDY' | sed 's/ and /\\n/' > /etc/containerd/certs.d/mirror.example.com/hosts.toml",
        },
        ["an alias that is none"] = new(Alias("mirror.example.com"), "failed registry ECR311", "mirror.example.com=[^ ]*$")
        {
            Arguments = "mirror.example.com/app:1",
            Mend = $"sed -i s/^ECR_REGISTRY_ALIASES=.*/ECR_REGISTRY_ALIASES=REMEDY/ {Settings}; printf 'server = \"https://%s\"\\n[host.\"https://%s\"]\\n' {Registry} {Registry} > {MirrorHosts}",
            TakesLong = true,
        },
    };

    private static string Alias(string aliases) => $"""
        sed -i '/^ECR_REGISTRY_ALIASES/d' {Settings}
        echo ECR_REGISTRY_ALIASES={aliases} >> {Settings}
        grep -q mirror.example.com {Config} || sed -i 's/matchImages:/&\n      - mirror.example.com/' {Config}
        mkdir -p /etc/containerd/certs.d/mirror.example.com
        echo '[host."https://backup.example.com"]' > {MirrorHosts}
        systemctl restart kubelet
        """;
}
