namespace EcrProvider.Testing;

/// <summary>
/// AWS in a bed: IMDSv2 at its real address and the API at its real names, with a certificate of the bed's CA, which the bed trusts.
/// The package runs there unmodified, without any endpoint variable. Both come back after a reboot.
/// </summary>
public sealed class BedAws(Bed bed)
{
    private static readonly string[] Names =
    [
        "api.ecr.us-west-2.amazonaws.com", "ecr.us-west-2.api.aws", "api.ecr-fips.us-west-2.amazonaws.com",
        "api.ecr-public.us-east-1.amazonaws.com", "sts.us-west-2.amazonaws.com",
    ];

    private const string Imds = """
        [Unit]
        After=network.target

        [Service]
        Type=notify
        ExecStartPre=-/sbin/ip address add 169.254.169.254/32 dev lo
        ExecStart=/usr/local/bin/node imds --log /run/bed-imds.jsonl --control /etc/bed/imds.fault

        [Install]
        WantedBy=multi-user.target

        """;

    private const string Api = """
        [Service]
        Type=notify
        ExecStart=/usr/local/bin/node aws --cert /etc/bed/aws.crt --key /etc/bed/aws.key --password PASSWORD --log /run/bed-aws.jsonl --control /etc/bed/aws.fault

        [Install]
        WantedBy=multi-user.target

        """;

    /// <param name="bed">A bed without AWS yet.</param>
    /// <param name="authority">The bed's CA.</param>
    /// <param name="password">What GetAuthorizationToken answers.</param>
    public static async Task<BedAws> StartAsync(Bed bed, BedAuthority authority, string password)
    {
        (string certificate, string key) = authority.Issue(Names);
        await authority.TrustAsync(bed);
        await bed.CopyInAsync(Artifacts.Node, "/usr/local/bin/node");
        await bed.WriteFileAsync("/etc/bed/aws.crt", certificate);
        await bed.WriteFileAsync("/etc/bed/aws.key", key, "600");
        await bed.WriteFileAsync("/etc/systemd/system/bed-imds.service", Imds);
        await bed.WriteFileAsync("/etc/systemd/system/bed-aws.service", Api.Replace("PASSWORD", password, StringComparison.Ordinal));
        await bed.RunAsync($"""
            echo '127.0.0.2 {string.Join(' ', Names)}' >> /etc/hosts
            systemctl daemon-reload
            systemctl enable --quiet --now bed-imds bed-aws
            """).OrThrow();
        return new BedAws(bed);
    }

    /// <summary>From now on the metadata service has this fault, e.g. <c>silent</c> or <c>no-role</c>.</summary>
    public Task BreakImdsAsync(string fault) => bed.WriteFileAsync("/etc/bed/imds.fault", fault);

    /// <summary>From now on the API has this fault, e.g. <c>access-denied</c>, <c>garbage</c> or <c>hang</c>.</summary>
    public Task BreakApiAsync(string fault) => bed.WriteFileAsync("/etc/bed/aws.fault", fault);

    /// <summary>Both are well again.</summary>
    public async Task HealAsync() => await bed.RunAsync("rm -f /etc/bed/imds.fault /etc/bed/aws.fault").OrThrow();

    /// <summary>The API's requests of this boot, one JSON object a line.</summary>
    public async Task<IReadOnlyList<string>> RequestsAsync() => (await bed.RunAsync("cat /run/bed-aws.jsonl 2> /dev/null || true").OrThrow()).Lines;
}
