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

    public Candidate Version() => Provider(https: false) with { Arguments = ["--version"] };

    public Candidate Provider(bool https, params (string Name, string Value)[] more) =>
        new("this", Artifacts.Provider, Keys(more)) { Input = Request, Enter = https ? aws.Enter : [] };

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
