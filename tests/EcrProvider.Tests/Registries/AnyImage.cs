using System.Text.RegularExpressions;
using CsCheck;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Registries;

/// <summary>Properties over image names, most of them close to ECR's. What ECR's hosts are is told a second time here, by regular expressions.</summary>
public sealed partial class AnyImage : IDisposable
{
    private const string Alias = "mirror.example.com";

    private static readonly Gen<Host> Hosts = Gen.Select(
        Gen.Char['0', '9'].Array[12].Select(digits => new string(digits)),
        Gen.OneOfConst(
            ("us-west-2", "amazonaws.com", "on.aws"), ("xx-new-11", "amazonaws.com", "on.aws"), ("us-gov-east-1", "amazonaws.com", "on.aws"),
            ("cn-north-1", "amazonaws.com.cn", "on.amazonwebservices.com.cn"), ("eusc-de-east-1", "amazonaws.eu", "on.amazonwebservices.eu"),
            ("us-iso-east-1", "c2s.ic.gov", ""), ("us-isob-east-1", "sc2s.sgov.gov", ""),
            ("eu-isoe-west-1", "cloud.adc-e.uk", ""), ("us-isof-south-1", "csp.hci.ic.gov", "")),
        Gen.Bool,
        Gen.Bool,
        (account, region, fips, dualStack) => new Host(
            account, region.Item1, fips && region.Item2 is "amazonaws.com", dualStack && region.Item3.Length > 0, region.Item2, region.Item3));

    /// <summary>An ECR or alias host that somebody has put a few pieces into or cut a few out of.</summary>
    private static readonly Gen<string> Spoiled = Gen.Select(
        Gen.OneOf(Hosts.Select(host => host.ToString()), Gen.OneOfConst("public.ecr.aws", "ecr-public.aws.com", Alias)),
        Gen.Select(
            Gen.Double[0, 1],
            Gen.Int[0, 3],
            Gen.OneOf(Gen.OneOfConst(".", "-", "/", ":", "@", "443", "evil.example.com", "*", "?", "#", "%2f", "\\", "\n", "\0", "\u212a", "s3", "amazonaws.com", " "), Gen.String[0, 3])).Array[0, 3],
        (host, edits) => edits.Aggregate(host, (text, edit) =>
        {
            int at = (int)(edit.Item1 * text.Length);
            return text[..at] + edit.Item3 + text[Math.Min(text.Length, at + edit.Item2)..];
        }) + "/app");

    private readonly TestHost host = new();

    [Fact]
    public void Gets_no_answer_for_a_host_that_is_neither_ECR_nor_an_alias()
    {
        host.Environment[RegistryAliases.Setting] = $"{Alias}=123456789012.dkr.ecr.us-west-2.amazonaws.com";
        ProviderSettings settings = ProviderSettings.Load(host.Context);

        Gen.OneOf(Spoiled, Gen.String).Sample(
            image =>
            {
                Registry? registry = Registry.OfImage(image) ?? RegistryAliases.OfImage(image, [], settings, host.Context.Files);
                string name = image.Split('/')[0];
                return registry is null || (string.Equals(registry.Host, name, StringComparison.Ordinal) && (Ecr().IsMatch(name) || Mirror().IsMatch(name)));
            },
            iter: 20_000);
    }

    [Fact]
    public void Brings_back_account_and_region_and_kind_of_every_ECR_host() =>
        Gen.Select(Hosts, Gen.Bool, Gen.OneOfConst("", ".", ":443", ".:5000")).Sample((expected, upper, tail) =>
        {
            string text = (upper ? expected.ToString().ToUpperInvariant() : expected.ToString()) + tail;
            Registry? registry = Registry.OfImage(text + "/team/app");
            return registry is not null
                && (registry.Host, registry.Account, registry.Region, registry.Fips, registry.DualStack)
                == (text, expected.Account, expected.Region, expected.Fips, expected.DualStack);
        });

    public void Dispose() => host.Dispose();

    [GeneratedRegex(
        """
        ^([0-9]{12}\.dkr(
            \.ecr\.cn-[a-z-]+-[0-9]{1,2}\.amazonaws\.com\.cn | -ecr\.cn-[a-z-]+-[0-9]{1,2}\.on\.amazonwebservices\.com\.cn
          | \.ecr\.us-iso-[a-z-]+-[0-9]{1,2}\.c2s\.ic\.gov | \.ecr\.us-isob-[a-z-]+-[0-9]{1,2}\.sc2s\.sgov\.gov
          | \.ecr\.eu-isoe-[a-z-]+-[0-9]{1,2}\.cloud\.adc-e\.uk | \.ecr\.us-isof-[a-z-]+-[0-9]{1,2}\.csp\.hci\.ic\.gov
          | \.ecr\.eusc-[a-z-]+-[0-9]{1,2}\.amazonaws\.eu | -ecr\.eusc-[a-z-]+-[0-9]{1,2}\.on\.amazonwebservices\.eu
          | (\.ecr(-fips)?\.(?!cn-|us-iso[bf]?-|eu-isoe-|eusc-)[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\.amazonaws\.com | -ecr(-fips)?\.(?!cn-|us-iso[bf]?-|eu-isoe-|eusc-)[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\.on\.aws)
        ) | public\.ecr\.aws | ecr-public\.aws\.com)\.?(:[0-9]{1,5})?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        5000)]
    private static partial Regex Ecr();

    [GeneratedRegex(@"^mirror\.example\.com\.?\z", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Mirror();

    private sealed record Host(string Account, string Region, bool Fips, bool DualStack, string Suffix, string DualStackSuffix)
    {
        public override string ToString() => DualStack
            ? $"{Account}.dkr-ecr{(Fips ? "-fips" : "")}.{Region}.{DualStackSuffix}"
            : $"{Account}.dkr.ecr{(Fips ? "-fips" : "")}.{Region}.{Suffix}";
    }
}
