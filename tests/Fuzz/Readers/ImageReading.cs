using System.Text;
using System.Text.RegularExpressions;
using EcrProvider.Kubelet.Config;
using EcrProvider.Registries;
using EcrProvider.Settings;
using StandIn = Node.Kubelet;

namespace EcrProvider.Fuzz.Readers;

/// <summary>An image, words of a command line and of ECR_REGISTRY_ALIASES, and an entry of matchImages.</summary>
internal sealed partial class ImageReading() : Reader(
    "image",
    "123456789012", ".dkr.ecr.", ".dkr-ecr.", ".dkr.ecr-fips.", "us-west-2", "cn-north-1", "us-iso-east-1", "eusc-de-east-1", "us-gov-west-1", "s3", ".amazonaws.com", ".amazonaws.com.cn", ".on.aws", ".c2s.ic.gov",
    ".amazonaws.eu", "public.ecr.aws", "ecr-public.aws.com", "/app", ":443", ":5000", ".", "*", "mirror.example.com", "mirror.example.com=123456789012.dkr.ecr.us-west-2.amazonaws.com", "--registry-alias=", "--registry-alias ",
    "localhost:5000", "user@", "?", "%2f", "K")
{
    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 4);
        string image = parts[0], host = image.Split('/')[0];
        ImageHost? name = ImageHost.Of(image);
        if (name is not null)
        {
            Promise(Same(name.Text, host), "a host is the image's", name.Text);
            Promise(name.Name.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-' or '_' or '.') && name.Port.All(char.IsAsciiDigit), "a host is a name in small letters, without a user", name.Name);
            Promise(Same(ImageHost.Of(name.Port.Length > 0 ? $"{name.Name}:{name.Port}" : name.Name)?.Name, name.Name), "a host is its own host", name.Name);
        }

        Registry? own = Registry.OfImage(image);
        // The Kelvin sign is a k where case is ignored.
        Promise(own is not null == (Ascii.IsValid(host) && Ecr().IsMatch(host)), "ECR's hosts are ECR's, and no others", host);
        Promise(own is null || own == Registry.OfImage(own.Host), "a registry's host is of that registry", host);

        string[] words = parts[1].Split(' ');
        string[] entries = [.. RegistryAliases.OfArguments(words)];
        ProviderSettings settings = ProviderSettings.Read(Machine.Context with { Environment = new Dictionary<string, string>(StringComparer.Ordinal) { [RegistryAliases.Setting] = parts[2] } });
        Registry? registry = Read(() => RegistryAliases.RegistryOf(image, entries, settings, Machine.Context.Files), "ECR304", "ECR311");
        if (registry is not null && own is null)
        {
            string[] sides = [.. entries.Concat(parts[2].Split(' ', '\t', '\n')).Where(entry => ImageHost.Of(entry.Split('=')[0])?.IsSame(name!) is true).Select(entry => entry.Split('=', 2)[^1])];
            Promise(Same(registry.Host, host) && sides.Any(side => Registry.OfImage(side) is { } of && of.IsSame(registry) && Ecr().IsMatch(side)), "another host has a password only where an alias says so", host);
        }

        if (MatchImage.Problem(parts[3]) is null && name is not null && image.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or '/' or ':'))
        {
            Promise(MatchImage.Matches(parts[3], image) == StandIn.ImageMatch.Matches(parts[3], image), "matchImages matches as kubelet's does", $"{parts[3]} {image}");
        }
    }

    // Said here a second time, as in AnyImage of the unit tests.
    [GeneratedRegex(
        """
        ^([0-9]{12}\.dkr(
            \.ecr\.cn-([a-z]+-)+[0-9]{1,2}\.amazonaws\.com\.cn | -ecr\.cn-([a-z]+-)+[0-9]{1,2}\.on\.amazonwebservices\.com\.cn
          | \.ecr\.us-iso-([a-z]+-)+[0-9]{1,2}\.c2s\.ic\.gov | \.ecr\.us-isob-([a-z]+-)+[0-9]{1,2}\.sc2s\.sgov\.gov
          | \.ecr\.eu-isoe-([a-z]+-)+[0-9]{1,2}\.cloud\.adc-e\.uk | \.ecr\.us-isof-([a-z]+-)+[0-9]{1,2}\.csp\.hci\.ic\.gov
          | \.ecr\.eusc-([a-z]+-)+[0-9]{1,2}\.amazonaws\.eu | -ecr\.eusc-([a-z]+-)+[0-9]{1,2}\.on\.amazonwebservices\.eu
          | (\.ecr(-fips)?\.(?!cn-|us-iso[bf]?-|eu-isoe-|eusc-)[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\.amazonaws\.com | -ecr(-fips)?\.(?!cn-|us-iso[bf]?-|eu-isoe-|eusc-)[a-z]{2,}(-[a-z]+)+-[0-9]{1,2}\.on\.aws)
        ) | public\.ecr\.aws | ecr-public\.aws\.com)\.?(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?\z
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        5000)]
    private static partial Regex Ecr();
}
