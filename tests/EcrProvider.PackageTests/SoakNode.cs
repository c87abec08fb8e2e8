using System.Globalization;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// A bed for a soak: one registry process for each password, all of AWS at its real names, containerd, and a stand-in kubelet that asks its plugin
/// for every pull, as a real one does whose own copy has ended. Records lie outside of /run, which is filled on the way.
/// </summary>
internal sealed class SoakNode : IAsyncDisposable
{
    public const string Records = "/var/lib/bed-soak";
    public const string Cache = "/run/ecr-credential-provider/tokens";

    /// <summary>Small ones of other content each: what a wave downloads.</summary>
    public const int Images = 8;

    // A deadline that a soak has the time for; 45 s is the default.
    private const string Settings = "ECR_DEADLINE=12\n";

    private const string KubeletDropIn = $"""
        [Service]
        Environment=NODE_KUBELET_RUN=no NODE_KUBELET_MEMORY=no NODE_KUBELET_RECORD={Records}/kubelet.jsonl
        Environment=LD_PRELOAD={JumpingClock.Library} CLOCK_JUMP_FILE={Records}/clock
        RestartSec=1

        """;

    private readonly BedAuthority authority = new();

    private SoakNode(Bed bed, SoakRegistries registries)
    {
        Bed = bed;
        Registries = registries;
    }

    public Bed Bed { get; }

    public SoakRegistries Registries { get; }

    public BedAws Aws { get; private set; } = null!;

    public Kubelet Kubelet => new(Bed);

    /// <param name="registries">That it serves.</param>
    /// <param name="pulls">How many can be made: each is of an image of its own name.</param>
    public static async Task<SoakNode> BootAsync(SoakRegistries registries, int pulls)
    {
        string? whyNot = await Bed.WhyNotAsync("trixie");
        Assert.SkipWhen(whyNot is not null, whyNot ?? "");
        Bed bed = await Bed.BootAsync(new BedOptions { Transcript = Transcript.Of<Soak>() });
        var node = new SoakNode(bed, registries);
        await bed.WriteFileAsync($"{Records}/clock", "0");
        await bed.WriteFileAsync($"{Records}/aws.jsonl", "");
        await JumpingClock.InstallAsync(bed);
        BedRegistry first = await BedRegistry.StartAsync(bed, node.authority);
        await node.PushAsync(first, pulls);
        await node.StartRegistriesAsync();
        await node.StartAwsAsync();
        await bed.WriteFileAsync("/etc/systemd/system/kubelet.service.d/50-soak.conf", KubeletDropIn);
        await KubeadmLayout.InstallAsync(bed);
        await node.Kubelet.HealthyAsync();
        await bed.CopyInAsync(Artifacts.Deb, "/root/ours.deb");
        await RepackedPackage.MakeAsync(bed, "/root/ours.deb", "/root/next.deb", Artifacts.Version + "+next", "echo >> usr/libexec/ecr-credential-provider/ecr-credential-provider");
        await RepackedPackage.MakeAsync(
            bed, "/root/ours.deb", "/root/drop-in.deb", Artifacts.Version + "+dropin", "echo '# changed' >> usr/lib/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf");
        return node;
    }

    /// <summary>The package, with the aliases and roles of these registries.</summary>
    public async Task InstallAsync()
    {
        string shipped = await File.ReadAllTextAsync(Path.Join(Artifacts.Root, "debian", "config.yaml"), TestContext.Current.CancellationToken);
        string aliases = string.Concat(Registries.Aliases.Keys.Select(alias => $"\n      - {alias}"));
        await Bed.WriteFileAsync("/etc/ecr-credential-provider/config.yaml", shipped.Replace("matchImages:", "matchImages:" + aliases, StringComparison.Ordinal));
        await Bed.WriteFileAsync("/etc/default/ecr-credential-provider", $"""
            {Settings}ECR_REGISTRY_ALIASES="{string.Join(' ', Registries.Aliases.Select(alias => $"{alias.Key}={alias.Value}"))}"
            ECR_IDENTITIES="{string.Join(' ', Registries.Identities)}"

            """);
        await Bed.RunAsync("apt-get install -y /root/ours.deb <&-").OrThrow();
        await Kubelet.HealthyAsync();
    }

    public async Task RestartKubeletAsync()
    {
        await Bed.RunAsync("systemctl restart kubelet").OrThrow();
        await Kubelet.HealthyAsync();
    }

    /// <summary>For how many seconds ECR's passwords are good from now on; 12 hours at first.</summary>
    public async Task GivePasswordsAsync(int seconds) =>
        await Bed.RunAsync(string.Create(CultureInfo.InvariantCulture, $"echo LIFE={seconds} > {Records}/life; systemctl restart bed-aws")).OrThrow();

    /// <summary>Which image's host each kept password was asked for by, and its file.</summary>
    public async Task<IReadOnlyList<(string Host, string File)>> KeptAsync() =>
        [.. (await Bed.RunAsync($"find {Cache} -name '*.token' -exec jq -r '.host + \" \" + input_filename' {{}} + 2> /dev/null || true").OrThrow()).Lines
            .Select(line => line.Split(' ')).Select(words => (words[0], words[1]))];

    /// <summary>How often ECR was asked so far.</summary>
    public async Task<int> AskedAsync() => await CountAsync($"grep -c '\"operation\":\"GetAuthorizationToken\"' {Records}/aws.jsonl");

    /// <summary>Processes of the package's program, whatever has become of its file since.</summary>
    public async Task<int> ProcessesAsync() => await CountAsync("readlink /proc/[0-9]*/exe 2> /dev/null | grep -c /ecr-credential-provider/");

    /// <summary>Open files of these services' main processes.</summary>
    public async Task<IReadOnlyList<int>> OpenFilesAsync() =>
        [.. (await Bed.RunAsync("""
            for unit in kubelet containerd systemd-journald; do
                ls "/proc/$(systemctl show -p MainPID --value $unit)/fd" | wc -l
            done
            """).OrThrow()).Lines.Select(line => int.Parse(line, CultureInfo.InvariantCulture))];

    public async ValueTask DisposeAsync()
    {
        authority.Dispose();
        await Bed.DisposeAsync();
    }

    private async Task<int> CountAsync(string command) => int.Parse((await Bed.RunAsync($"{command} || true").OrThrow()).Text, CultureInfo.InvariantCulture);

    private async Task PushAsync(BedRegistry registry, int pulls) => await Bed.RunAsync($$"""
        umoci init --layout /root/soak
        for image in $(seq 0 {{Images - 1}}); do
            head -c 20000 /dev/urandom > /root/content
            umoci new --image /root/soak:$image
            umoci insert --image /root/soak:$image /root/content /content
            skopeo copy --quiet --dest-cert-dir /etc/bed/ca --dest-creds 'AWS:{{registry.Password}}' oci:/root/soak:$image docker://{{registry.Image.Split('/')[0]}}/soak$image:1
        done
        rm -r /root/soak /root/content
        cd /var/lib/bed-registry/docker/registry/v2/repositories
        mkdir pull
        python3 -c 'import os; [os.symlink(f"../soak{pull % {{Images}}}", f"pull/{pull}") for pull in range({{pulls}})]'
        """, TimeSpan.FromMinutes(5)).OrThrow();

    /// <summary>One process for each password; ECR Public's needs none.</summary>
    private async Task StartRegistriesAsync()
    {
        var hosts = new List<string>();
        int number = 0;
        foreach (IGrouping<string, KeyValuePair<string, SoakPassword>> realm in Registries.Hosts.GroupBy(host => host.Value.Text, StringComparer.Ordinal))
        {
            string address = string.Create(CultureInfo.InvariantCulture, $"127.0.1.{++number}");
            string folder = $"/etc/bed/realm{number}";
            string[] names = [.. realm.Select(host => host.Key)];
            (string certificate, string key) = authority.Issue(names);
            await Bed.WriteFileAsync($"{folder}/registry.crt", certificate);
            await Bed.WriteFileAsync($"{folder}/registry.key", key, "600");
            string auth = realm.First().Value.Kind is SoakKind.Public ? "" : $$"""auth: {htpasswd: {realm: bed, path: {{folder}}/htpasswd} }""";
            await Bed.WriteFileAsync($"{folder}/registry.yml", $$"""
                version: 0.1
                log: {level: error, accesslog: {disabled: true} }
                storage: {filesystem: {rootdirectory: /var/lib/bed-registry} }
                http: {addr: "{{address}}:443", tls: {certificate: {{folder}}/registry.crt, key: {{folder}}/registry.key} }
                {{auth}}

                """);
            await Bed.RunAsync($"htpasswd -iBn AWS <<< '{realm.Key}' > {folder}/htpasswd").OrThrow();
            hosts.Add($"{address} {string.Join(' ', names)}");
        }

        await Bed.WriteFileAsync("/etc/systemd/system/bed-realm@.service", "[Service]\nExecStart=/usr/bin/docker-registry serve /etc/bed/realm%i/registry.yml\n");
        await Bed.WriteFileAsync("/root/hosts", string.Concat(hosts.Select(line => line + "\n")));
        await Bed.RunAsync($$"""
            cat /root/hosts >> /etc/hosts
            rm /root/hosts
            systemctl daemon-reload
            systemctl start bed-realm@{1..{{number}}}
            for realm in {1..{{number}}}; do
                timeout 30 sh -c "until curl -sko /dev/null https://127.0.1.$realm/v2/; do sleep 0.05; done"
            done
            """).OrThrow();
    }

    private async Task StartAwsAsync()
    {
        Aws = await BedAws.StartAsync(Bed, authority, SoakRegistries.PasswordTemplate);
        (string certificate, string key) = authority.Issue(SoakRegistries.ApiNames);
        await Bed.WriteFileAsync("/etc/bed/aws.crt", certificate);
        await Bed.WriteFileAsync("/etc/bed/aws.key", key, "600");
        await Bed.RunAsync($"""
            echo '127.0.0.2 {string.Join(' ', SoakRegistries.ApiNames)}' >> /etc/hosts
            sed -i 's#/run/bed-#{Records}/#' /etc/systemd/system/bed-aws.service /etc/systemd/system/bed-imds.service
            sed -i 's#^ExecStart=.*#& --expires-in $LIFE\nEnvironment=LIFE=43200\nEnvironmentFile=-{Records}/life#' /etc/systemd/system/bed-aws.service
            systemctl daemon-reload
            systemctl restart bed-aws bed-imds
            """).OrThrow();
    }
}
