using EcrProvider.Testing;

namespace EcrProvider.Bench;

/// <summary>The provider and those it is compared with. One that is not installed is named, and has no row.</summary>
/// <param name="aws">Where the API answers at its real names.</param>
/// <param name="home">A folder for what they write.</param>
internal sealed class Programs(AwsNamespace aws, string home)
{
    private const string Registry = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Request =
        $$"""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"{{Registry}}/app"}""";

    /// <summary>Shell: as after a boot.</summary>
    public const string ForgetTokens = "rm -rf /run/ecr-credential-provider";

    /// <summary>Shell: the same for amazon-ecr-credential-helper.</summary>
    public const string ForgetHelpers = "rm -rf $HOME/.ecr";

    public Candidate Version() => Whole() with { Name = "this", Arguments = ["--version"] };

    public Candidate Refused() => Provider(https: false) with { Input = Request.Replace(Registry, "docker.io", StringComparison.Ordinal), ExitCode = 1 };

    public Candidate Compose()
    {
        string root = Path.Join(home, "node");
        Copy(Path.Join(Artifacts.Root, "debian/config.yaml"), "etc/ecr-credential-provider/config.yaml");
        Copy(Artifacts.Front, "usr/libexec/ecr-credential-provider/ecr-credential-provider");
        Copy("/bin/true", "usr/bin/kubelet");
        string unit = Path.Join(root, "usr/lib/systemd/system/kubelet.service");
        Directory.CreateDirectory(Path.GetDirectoryName(unit)!);
        File.WriteAllText(unit, "[Service]\nExecStart=/usr/bin/kubelet $KUBELET_EXTRA_ARGS\n");
        return Whole() with { Name = "this", Enter = [], Arguments = ["node", "compose", "--dry-run", "--root", root] };

        void Copy(string file, string path)
        {
            string target = Path.Join(root, path);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }

    /// <summary>As kubelet executes it.</summary>
    public Candidate Provider(bool https, params (string Name, string Value)[] more) =>
        new("this", Artifacts.Front, Keys(more)) { Input = Request, Enter = https ? aws.Enter : [] };

    /// <summary>Without the small program before it.</summary>
    public Candidate Whole(params (string Name, string Value)[] more) =>
        Provider(https: true, more) with { Name = "this, whole program", Program = Artifacts.Provider };

    /// <summary>PEER=/path of another credential provider.</summary>
    public Candidate[] Peer(bool https, params (string Name, string Value)[] more) =>
        Environment.GetEnvironmentVariable("PEER") is { Length: > 0 } peer ? [Provider(https, more) with { Name = "PEER", Program = peer }] : [];

    /// <summary>Debian's amazon-ecr-credential-helper, without its cache unless <paramref name="more"/> says otherwise. It knows no endpoint variable, so it asks the API by https and its name.</summary>
    public Candidate[] CredentialHelper(params (string Name, string Value)[] more) =>
        Installed("/usr/bin/docker-credential-ecr-login", "amazon-ecr-credential-helper") is { } program
            ? [new("credential helper", program, Keys([("AWS_ECR_DISABLE_CACHE", "true"), .. more]), "get") { Input = Registry, Enter = aws.Enter }]
            : [];

    /// <summary>Debian's awscli; it brings a list of authorities of its own unless it is told of another.</summary>
    /// <param name="endpoint">By http; null: the API by https and its name.</param>
    public Candidate[] AwsCli(string? endpoint = null) =>
        Installed("/usr/bin/aws", "awscli") is { } program
            ? [
                new("awscli", program, Keys(("AWS_CA_BUNDLE", "/etc/ssl/certs/ca-certificates.crt")), [.. endpoint is null ? [] : (string[])["--endpoint-url", endpoint], "--region", "us-west-2", "ecr", "get-login-password"])
                {
                    Input = "",
                    Enter = endpoint is null ? aws.Enter : [],
                },
            ]
            : [];

    private static string? Installed(string path, string package)
    {
        if (File.Exists(path))
        {
            return path;
        }

        Console.WriteLine($"no row for {package}: {path} is not there");
        return null;
    }

    private Dictionary<string, string> Keys(params (string Name, string Value)[] more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["HOME"] = home,
            ["PATH"] = "/usr/bin:/bin",
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["ECR_TOKEN_CACHE"] = "off",
            ["AWS_ACCESS_KEY_ID"] = "AKIABENCH00000000000",
            ["AWS_SECRET_ACCESS_KEY"] = "bench",
        };
        foreach ((string name, string value) in more)
        {
            if (value.Length == 0)
            {
                environment.Remove(name);
            }
            else
            {
                environment[name] = value;
            }
        }

        return environment;
    }
}
