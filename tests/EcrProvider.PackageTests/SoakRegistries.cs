using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace EcrProvider.PackageTests;

/// <summary>The registries of a soak, by their password: one for each region and identity, as with AWS, and each is told from all others.</summary>
internal sealed class SoakRegistries
{
    /// <summary>What the bed's AWS answers; see <c>EcrAnswers</c> in tests/Node.</summary>
    public const string PasswordTemplate = "pw-{service}-{region}-{key}";

    private const string InstanceKey = "ASIABEDBEDBEDBEDBED0";

    private static readonly string[] Regions = ["us-west-2", "us-east-1", "eu-central-1", "eu-west-1", "ap-northeast-2", "sa-east-1", "cn-north-1"];
    private static readonly string[] RegionsOfRoles = ["us-west-2", "eu-west-1"];

    /// <param name="accounts">How many have registries in all regions.</param>
    /// <param name="random">Their numbers.</param>
    public SoakRegistries(int accounts, Random random)
    {
        string[] numbers = [.. Enumerable.Range(0, accounts + 2).Select(_ => random.NextInt64(100_000_000_000, 1_000_000_000_000).ToString(CultureInfo.InvariantCulture))];
        string[] ordinary = numbers[2..];
        foreach (string region in Regions)
        {
            Add(new SoakPassword(region, PasswordOf("ecr", region, InstanceKey), SoakKind.Private), ordinary.Select(account => HostOf(account, region)));
        }

        string of = PasswordOf("ecr", Regions[0], InstanceKey);
        Add(new SoakPassword("us-west-2 by FIPS", of, SoakKind.Private), ordinary.Take(3).Select(account => $"{account}.dkr.ecr-fips.{Regions[0]}.amazonaws.com"));
        Add(new SoakPassword("us-west-2 by dual-stack", of, SoakKind.Private), ordinary.Take(3).Select(account => $"{account}.dkr-ecr.{Regions[0]}.on.aws"));
        Add(new SoakPassword("public", PasswordOf("ecr-public", "us-east-1", InstanceKey), SoakKind.Public), ["public.ecr.aws"]);
        foreach (string account in numbers[..2])
        {
            string role = $"arn:aws:iam::{account}:role/pull";
            string key = "ASIA" + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(role)))[..16];
            Identities.Add($"{account}=role:{role}");
            foreach (string region in RegionsOfRoles)
            {
                Add(new SoakPassword($"{region} by a role of {account}", PasswordOf("ecr", region, key), SoakKind.Role), [HostOf(account, region)]);
            }
        }

        // Another name of a registry that is known already: no password of its own.
        foreach (string alias in new[] { "images.example.com", "mirror.example.com" })
        {
            string target = HostOf(ordinary[Aliases.Count], Regions[Aliases.Count]);
            Aliases.Add(alias, target);
            Hosts.Add(alias, Hosts[target]);
        }
    }

    /// <summary>Every registry's host, and whose password opens it.</summary>
    public Dictionary<string, SoakPassword> Hosts { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<SoakPassword> Passwords => [.. Hosts.Values.Distinct()];

    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>Of ECR_IDENTITIES.</summary>
    public List<string> Identities { get; } = [];

    /// <summary>The API's names that these need.</summary>
    public static IReadOnlyList<string> ApiNames { get; } =
    [
        .. Regions[..^1].Select(region => $"api.ecr.{region}.amazonaws.com"), "api.ecr.cn-north-1.amazonaws.com.cn",
        "ecr-fips.us-west-2.amazonaws.com", "ecr.us-west-2.api.aws", "api.ecr-public.us-east-1.amazonaws.com",
        .. RegionsOfRoles.Select(region => $"sts.{region}.amazonaws.com"),
    ];

    private static string HostOf(string account, string region) =>
        $"{account}.dkr.ecr.{region}.amazonaws.com{(region.StartsWith("cn-", StringComparison.Ordinal) ? ".cn" : "")}";

    private static string PasswordOf(string service, string region, string key) => PasswordTemplate
        .Replace("{service}", service, StringComparison.Ordinal).Replace("{region}", region, StringComparison.Ordinal).Replace("{key}", key, StringComparison.Ordinal);

    private void Add(SoakPassword password, IEnumerable<string> hosts)
    {
        foreach (string host in hosts)
        {
            Hosts.Add(host, password);
        }
    }
}
