namespace EcrProvider.Testing;

/// <summary>A private registry in a bed under an ECR name, and a containerd that reaches it. Both come back after a reboot.</summary>
public sealed class BedRegistry
{
    private readonly Bed bed;
    private readonly RegistryOptions options;

    private BedRegistry(Bed bed, RegistryOptions options)
    {
        this.bed = bed;
        this.options = options;
    }

    /// <summary>A private image of about 1 MB, whose command says "hello from the private image" and sleeps.</summary>
    public string Image => options.Host + "/app:1";

    public string Password => options.Password;

    /// <summary>Starts Debian's docker-registry with TLS and a password file, pushes <see cref="Image"/>, starts containerd.</summary>
    public static async Task<BedRegistry> StartAsync(Bed bed, BedAuthority authority, RegistryOptions? options = null)
    {
        options ??= new RegistryOptions();
        string host = options.Host;
        (string certificate, string key) = authority.Issue(host, options.Address);
        await bed.WriteFileAsync("/etc/bed/ca/ca.crt", authority.Certificate);
        await bed.WriteFileAsync("/etc/bed/registry.crt", certificate);
        await bed.WriteFileAsync("/etc/bed/registry.key", key, "600");
        await bed.WriteFileAsync("/etc/bed/registry.yml", $$"""
            version: 0.1
            log: {level: info}
            storage: {filesystem: {rootdirectory: /var/lib/bed-registry} }
            http: {addr: "{{options.Address}}:443", tls: {certificate: /etc/bed/registry.crt, key: /etc/bed/registry.key} }
            auth: {htpasswd: {realm: bed, path: /etc/bed/htpasswd} }

            """);
        await bed.WriteFileAsync("/etc/systemd/system/bed-registry.service", """
            [Service]
            ExecStart=/usr/bin/docker-registry serve /etc/bed/registry.yml

            [Install]
            WantedBy=multi-user.target

            """);
        await bed.WriteFileAsync($"/etc/containerd/certs.d/{host}/hosts.toml", $"""
            server = "https://{host}"
            [host."https://{host}"]
              capabilities = ["pull", "resolve"]
              ca = "/etc/bed/ca/ca.crt"

            """);
        await bed.WriteFileAsync("/etc/containerd/config.toml", """
            version = 2
            [plugins."io.containerd.grpc.v1.cri"]
              restrict_oom_score_adj = true
              [plugins."io.containerd.grpc.v1.cri".registry]
                config_path = "/etc/containerd/certs.d"

            """);
        await bed.RunAsync($$"""
            echo '{{options.Address}} {{host}}' >> /etc/hosts
            htpasswd -iBn AWS <<< '{{options.Password}}' > /etc/bed/htpasswd
            systemctl daemon-reload
            systemctl enable --quiet --now bed-registry containerd
            timeout 30 sh -c 'until curl -so /dev/null --cacert /etc/bed/ca/ca.crt https://{{host}}/v2/; do sleep 0.02; done'
            skopeo copy --quiet --dest-cert-dir /etc/bed/ca --dest-creds 'AWS:{{options.Password}}' oci:/usr/share/bed/app:1 docker://{{host}}/app:1
            """).OrThrow();
        return new BedRegistry(bed, options);
    }

    /// <summary>Pulls <see cref="Image"/> by containerd's own client.</summary>
    public Task<CommandOutcome> PullAsync(string user, string password) =>
        bed.RunAsync($"ctr --namespace k8s.io images pull --hosts-dir /etc/containerd/certs.d --user '{user}:{password}' {Image}");

    /// <summary>What the registry has logged in this boot.</summary>
    public async Task<string> LogAsync() => (await bed.RunAsync("journalctl --boot --unit=bed-registry --output=cat --no-pager").OrThrow()).Output;
}
