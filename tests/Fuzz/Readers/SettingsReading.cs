using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Aws.Transport;
using EcrProvider.Host;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Fuzz.Readers;

/// <summary>/etc/default/ecr-credential-provider under a process environment, and all that is read out of single settings.</summary>
internal sealed class SettingsReading() : Reader("settings", [.. SettingNames.All.Select(name => name + "="), .. Values])
{
    public static readonly string[] Values =
    [
        "\n", "r", "yes", "no", "on", "off", "node", "none", "true", "30", "0", "AKIAIOSFODNN7EXAMPLE", "http://", "https://", "user:pass@", "proxy:3128", "127.0.0.1", "[::1]:80", ",", "*.example.com", "10.0.0.0/8",
        "socks5://", "123456789012=profile:a", "123456789012=role:arn:aws:iam::123456789012:role/a", "=role:", "=profile:", "arn:aws:iam::", "arn:aws-cn:iam::", "/etc/aws", "HOME=/root\n", "%41", "%",
    ];

    private static readonly Registry Registry = Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/app")!;

    private static readonly string[] SecretNames = ["AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_CONTAINER_AUTHORIZATION_TOKEN"];

    private static readonly Uri[] Destinations = [new("https://api.ecr.us-west-2.amazonaws.com"), new("http://127.0.0.1/"), new("http://[fd00:ec2::254]:8080/"), new("https://bücher.example.com/")];

    public override void Check(byte[] input)
    {
        string[] parts = Parts(input, 3);
        bool isPublic = parts[2].StartsWith('r');
        HostContext host = Machine.Context with { Environment = Environment(parts[1]) };
        Machine.Write(ProviderSettings.Path, System.Text.Encoding.UTF8.GetBytes(parts[0]), isPublic ? UnixFileMode.OtherRead : UnixFileMode.None);
        ILookup<string, string> file = EnvironmentFile.Parse(parts[0]).Where(assignment => assignment.Value.Length > 0).ToLookup(assignment => assignment.Name, assignment => assignment.Value, StringComparer.Ordinal);
        ProviderSettings? settings = Read(() => ProviderSettings.Load(host), "ECR301", "ECR302", "ECR303", "ECR305");
        if (settings is null)
        {
            Promise(isPublic, "a file of root's alone is read", "refused");
            return;
        }

        Promise(!isPublic || !SecretNames.Any(file.Contains), "a secret that all can read is refused", "read");
        foreach (string name in SettingNames.All)
        {
            string? expected = host.Variable(name) ?? file[name].LastOrDefault();
            Promise(Same(settings[name], expected), "the environment goes before the file", $"{name} is {settings[name]}, not {expected}");
        }

        foreach (string name in file.Select(assignment => assignment.Key).Where(name => name.Length < 40).Take(3))
        {
            Promise(SettingNames.AreKnown(name) || !SettingNames.All.Contains(name, StringComparer.Ordinal), "every setting is known", name);
        }

        Use(host, settings);
    }

    /// <summary>NAME=VALUE lines; a process has no NUL in any.</summary>
    public static Dictionary<string, string> Environment(string lines)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (string line in lines.Replace('\0', '?').Split('\n'))
        {
            if (line.Split('=', 2) is [{ Length: > 0 } name, var value])
            {
                environment[name] = value;
            }
        }

        return environment;
    }

    private static void Use(HostContext host, ProviderSettings settings)
    {
        Read(() => (object)TokenSource.IsCacheOn(settings), "ECR304");
        (string Kind, string Value)? mapped = Read(() => IdentityMap.Find(settings, Registry), "ECR304");
        Promise(mapped is null or { Kind: "profile" or "role", Value.Length: > 0 }, "an identity is a profile or a role", mapped?.Kind ?? "");
        ServiceAccountIdentity? pod = Read(() => ServiceAccountIdentity.Find(settings, Registry, "a.b.c", annotatedRole: null), "ECR270", "ECR271", "ECR304");
        Promise(pod is null || pod.Key.StartsWith("service-account:arn:aws:iam::", StringComparison.Ordinal), "a pod's role is of the registry's partition", pod?.Key ?? "");
        if (Read(() => new ProxyRules(settings), "ECR219") is not { } proxy)
        {
            return;
        }

        foreach (Uri destination in Destinations)
        {
            Promise(proxy.NameFor(destination) is not { } name || !name.Contains('@', StringComparison.Ordinal), "a proxy is named without its user", proxy.NameFor(destination) ?? "");
            if (proxy.GetProxy(destination) is { } by)
            {
                _ = proxy.Credentials!.GetCredential(by, "Basic");
            }
        }

        using AwsContext? aws = Read(() => new AwsContext(host, settings, Registry), "ECR304", "ECR218", "ECR231", "ECR232", "ECR235", "ECR236", "ECR237", "ECR238");
        if (aws is not null)
        {
            Promise(aws.Limit > TimeSpan.Zero && aws.Limit < TimeSpan.FromSeconds(60), "the deadline is before kubelet's", $"{aws.Limit}");
            Uri? service = Read(() => aws.Imds.Service, "ECR223");
            Promise(service is null or { Scheme: "http" or "https", Host.Length: > 0 }, "the metadata service has a host", $"{service}");
        }
    }
}
