using EcrProvider.Aws.Identity;
using EcrProvider.Commands;
using EcrProvider.Host;
using EcrProvider.Messages;
using EcrProvider.Plugin;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Tokens;

/// <summary>Who shares an entry of the cache, who does not, and who has none.</summary>
public sealed class WhoseTokenItIs : IDisposable
{
    private const string Image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/app";
    private const string Role = "arn:aws:iam::123456789012:role/pull";
    private const string Request = $$"""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"{{Image}}"}""";

    private readonly TestHost host = new();

    [Fact]
    public void Never_two_identities_endpoints_or_boots_share_one()
    {
        List<string> keys = [Key(), Key("123456789012.dkr.ecr.us-east-1.amazonaws.com/app"), Key("public.ecr.aws/x/app")];
        keys.Add(Key("123456789012.dkr.ecr-fips.us-west-2.amazonaws.com/app"));
        keys.Add(Key("123456789012.dkr-ecr.us-west-2.on.aws/app"));
        foreach ((string name, string value) in ((string, string)[])[
            ("AWS_ENDPOINT_URL", "http://a"), ("AWS_ENDPOINT_URL", "http://b"), ("AWS_ENDPOINT_URL_ECR", "http://a"), ("AWS_ENDPOINT_URL_STS", "http://a"),
            ("AWS_REGION", "eu-west-1"), ("AWS_USE_FIPS_ENDPOINT", "true"), ("AWS_USE_DUALSTACK_ENDPOINT", "true"),
            ("AWS_EC2_METADATA_SERVICE_ENDPOINT", "http://127.0.0.1:1"), ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/a"),
            ("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", "/b"), ("AWS_ACCESS_KEY_ID", "AKIA1"), ("AWS_ACCESS_KEY_ID", "AKIA2"),
            ("ECR_IDENTITIES", $"123456789012=role:{Role}"), ("ECR_IDENTITIES", $"123456789012=role:{Role}2")])
        {
            host.Environment[name] = value;
            keys.Add(Key());
            host.Environment.Remove(name);
        }

        host.Environment["AWS_CONFIG_FILE"] = "/etc/aws";
        host.Write("/etc/aws", "[profile a]\nrole_arn = x\n[profile b]\n");
        foreach (string profile in (string[])["a", "b"])
        {
            host.Environment["ECR_IDENTITIES"] = $"123456789012=profile:{profile}";
            keys.Add(Key());
        }

        host.Write("/etc/aws", "[profile a]\nrole_arn = another\n[profile b]\n");
        keys.Add(Key());
        host.Write("/proc/sys/kernel/random/boot_id", "another\n");
        keys.Add(Key());
        host.Write("/sys/class/dmi/id/board_asset_tag", "i-0123456789abcdef0\n");
        keys.Add(Key());

        Assert.Equal(keys.Count, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.Equal(keys.Count, keys.Select(CacheKey.FileName).Distinct(StringComparer.Ordinal).Count());
    }

    /// <summary>For the same source of credentials: each of them decides alone whom AWS takes the node for, or who answers.</summary>
    [Theory]
    [InlineData("AWS_ROLE_ARN")]
    [InlineData("AWS_ROLE_SESSION_NAME")]
    [InlineData("AWS_WEB_IDENTITY_TOKEN_FILE")]
    [InlineData("AWS_PROFILE")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_RELATIVE_URI")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT")]
    [InlineData("AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE")]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_ENDPOINT_URL")]
    [InlineData("AWS_ENDPOINT_URL_ECR")]
    [InlineData("AWS_ENDPOINT_URL_ECR_PUBLIC")]
    [InlineData("AWS_ENDPOINT_URL_STS")]
    [InlineData("AWS_IGNORE_CONFIGURED_ENDPOINT_URLS")]
    [InlineData("AWS_USE_FIPS_ENDPOINT")]
    [InlineData("AWS_USE_DUALSTACK_ENDPOINT")]
    [InlineData("AWS_ACCESS_KEY_ID")]
    [InlineData("AWS_SECRET_ACCESS_KEY")]
    [InlineData("AWS_SESSION_TOKEN")]
    public void Another_value_of_a_setting_that_decides_is_another_key(string name)
    {
        Registry registry = Registry.OfImage(Image)!;
        IdentitySource source = IdentityChain.Choose(host.Context, ProviderSettings.Read(host.Context), registry);

        List<string?> keys = [.. ((string[])["", "one", "another"]).Select(value =>
        {
            host.Environment[name] = value;
            return CacheKey.Of(host.Context, ProviderSettings.Read(host.Context), registry, source);
        })];

        Assert.Equal(3, keys.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void All_accounts_of_a_region_share_that_of_an_instances_role_whatever_its_keys_are() =>
        Assert.Equal(Key(), Key("210987654321.dkr.ecr.us-west-2.amazonaws.com/other:1"));

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY", "s3cret", "an0ther")]
    [InlineData("AWS_SESSION_TOKEN", "s3cret", "an0ther")]
    [InlineData("AWS_ENDPOINT_URL", "http://user:s3cret@a", "http://user:an0ther@a")]
    [InlineData("AWS_ENDPOINT_URL_ECR", "http://s3cret@a/p@th", "http://an0ther@a/p@th")]
    [InlineData("AWS_ENDPOINT_URL_STS", "user:s3cret@a", "user:an0ther@a")]
    [InlineData("AWS_CONTAINER_CREDENTIALS_FULL_URI", "http://user:s3cret@127.0.0.1/", "http://user:an0ther@127.0.0.1/")]
    public void A_secret_is_not_in_a_key_and_another_one_is_another_key(string variable, string value, string other)
    {
        if (variable is not "AWS_CONTAINER_CREDENTIALS_FULL_URI")
        {
            host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA1";
        }

        host.Environment[variable] = value;
        string key = Key();
        host.Environment[variable] = other;

        Assert.DoesNotContain("s3cret", key, StringComparison.Ordinal);
        Assert.NotEqual(key, Key());
        host.Environment[variable] = value;
        Assert.Equal(key, Key());
    }

    [Fact]
    public void Who_has_a_home_without_profiles_is_whom_kubelet_starts()
    {
        string ofKubelet = Key();
        host.Environment["HOME"] = "/root";

        Assert.Equal(ofKubelet, Key());
        host.Write("/root/.aws/config", "");
        Assert.NotEqual(ofKubelet, Key());
    }

    [Fact]
    public void A_secret_that_is_the_identity_is_not_cached()
    {
        host.Environment["AWS_CONTAINER_CREDENTIALS_FULL_URI"] = "http://127.0.0.1/a";
        host.Environment["AWS_CONTAINER_AUTHORIZATION_TOKEN"] = "whose";

        Assert.Null(KeyOrNone());
    }

    [Fact]
    public void The_node_has_one()
    {
        Unreachable();
        Keep(TimeSpan.Zero);

        Assert.Equal("the node's", Get(host.Context).Token.Password.Reveal());
    }

    [Theory]
    [InlineData("off")]
    [InlineData("user")]
    [InlineData("pod")]
    public void Whoever_is_not_the_node_or_wants_none_gets_nothing_of_it_and_leaves_no_trace(string who)
    {
        Unreachable();
        ServiceAccount? account = who is "pod" ? new ServiceAccount(new Secret("e30.e30.e30"), Role: null) : null;
        host.Environment["ECR_SERVICE_ACCOUNT_FALLBACK"] = "node";
        HostContext context = who is "user" ? host.Context with { IsRoot = false } : host.Context;
        host.Environment["ECR_TOKEN_CACHE"] = who is "off" ? "off" : "on";

        Assert.Throws<ProviderException>(() => Get(context, account));
        Assert.False(Directory.Exists(Path.Join(host.Root, "/run")));

        Keep(TimeSpan.Zero);
        string[] before = Files();
        Assert.Throws<ProviderException>(() => Get(context, account));
        Assert.Equal(before, Files());

        string[] Files() => [.. Directory.GetFiles(Path.Join(host.Root, TokenCache.Path)).Order(StringComparer.Ordinal)];
    }

    [Fact]
    public void Neither_on_nor_off_is_refused()
    {
        host.Environment["ECR_TOKEN_CACHE"] = "no";

        Assert.Equal("ECR304", Assert.Throws<ProviderException>(() => Get(host.Context)).Line.Id);
    }

    [Fact]
    public void Kubelet_is_told_to_ask_soon_when_it_ought_to_have_been_renewed()
    {
        Unreachable();
        Keep(TimeSpan.FromHours(7));
        host.Input = Request;

        Assert.Equal(0, CredentialProvider.Run(host.Context, [], TokenSource.Ask));

        Assert.Contains("\"password\":\"the node's\"", host.Output.Replace("\\u0027", "'", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("\"cacheDuration\":\"5m0s\"", host.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("credentials", Image)]
    [InlineData("get-login-password", "--region", "us-west-2")]
    [InlineData("docker-credential-ecr-node", "get")]
    public void Whoever_types_a_verb_is_told_that_it_ought_to_have_been_renewed(params string[] line)
    {
        Unreachable();
        Keep(TimeSpan.FromHours(7));
        host.Input = Image;

        Assert.Equal(0, line[0] is DockerCredential.Name ? DockerCredential.Run(host.Context, line[1..]) : CommandLine.Run(host.Context, line));

        Assert.StartsWith("ECR501 ", host.Error, StringComparison.Ordinal);
        Assert.NotEmpty(host.Output);
        Assert.DoesNotContain("ECR501", host.Output, StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();

    private void Unreachable()
    {
        host.Environment["HTTPS_PROXY"] = "http://127.0.0.1:9";
        host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA1";
        host.Environment["AWS_SECRET_ACCESS_KEY"] = "s3cret";
        host.Environment["ECR_DEADLINE"] = "1";
    }

    private void Keep(TimeSpan age)
    {
        using var cache = new TokenCache(host.Context, Key());
        cache.Store(new CachedToken(Key(), Registry.OfImage(Image)!, "", "i", "AWS", new Secret("the node's"), host.SinceBoot - age, TimeSpan.FromHours(12)));
    }

    private TokenAnswer Get(HostContext context, ServiceAccount? account = null) =>
        TokenSource.Get(context with { Clock = TimeProvider.System }, ProviderSettings.Read(context), Registry.OfImage(Image)!, account);

    private string Key(string image = Image) => KeyOrNone(image)!;

    private string? KeyOrNone(string image = Image)
    {
        ProviderSettings settings = ProviderSettings.Read(host.Context);
        Registry registry = Registry.OfImage(image)!;
        return CacheKey.Of(host.Context, settings, registry, IdentityChain.Choose(host.Context, settings, registry));
    }
}
