using EcrProvider.Aws.Identity;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Aws;

public sealed class WhoTheNodeIs : IDisposable
{
    private const string Host = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Role = "arn:aws:iam::123456789012:role/pull";

    private readonly TestHost host = new();

    [Fact]
    public void Is_the_first_that_is_set_up_in_the_order_of_the_SDKs()
    {
        Assert.Equal("imds", Chosen());
        host.Environment["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"] = "/v2/credentials";
        Assert.Equal("container:http://169.254.170.2/v2/credentials", Chosen());
        host.Environment["HOME"] = "/root";
        host.Write("/root/.aws/credentials", "[default]\naws_access_key_id = AKIA1\n");
        Assert.Equal("profile:default", Chosen());
        host.Environment["AWS_WEB_IDENTITY_TOKEN_FILE"] = "/token";
        host.Environment["AWS_ROLE_ARN"] = Role;
        Assert.Equal($"web-identity:{Role}:/token", Chosen());
        host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA2";
        Assert.Equal("environment:AKIA2", Chosen());
    }

    [Theory]
    [InlineData("123456789012=profile:a", "profile:a")]
    [InlineData("210987654321=profile:a", "environment:AKIA2")]
    [InlineData($"123456789012=profile:a {Host}=profile:b", "profile:b")]
    [InlineData($"{Host}=profile:b 123456789012=profile:a", "profile:b")]
    [InlineData($"123456789012=role:{Role}", $"role:{Role} by environment:AKIA2")]
    public void Is_what_ECR_IDENTITIES_says_for_an_account_or_registry(string identities, string expected)
    {
        host.Environment["AWS_ACCESS_KEY_ID"] = "AKIA2";
        host.Environment["AWS_CONFIG_FILE"] = "/etc/aws";
        host.Environment["ECR_IDENTITIES"] = identities;
        host.Write("/etc/aws", "[profile a]\n[profile b]\n");

        Assert.Equal(expected, Chosen());
    }

    [Theory]
    [InlineData("ECR_IDENTITIES", "123456789012", "ECR304")]
    [InlineData("ECR_IDENTITIES", "123456789012=user:a", "ECR304")]
    [InlineData("ECR_IDENTITIES", "other=role:pull", "ECR304")]
    [InlineData("ECR_IDENTITIES", "123456789012=profile:missing", "ECR230")]
    [InlineData("AWS_PROFILE", "missing", "ECR230")]
    public void Is_never_guessed_when_a_setting_is_wrong(string name, string value, string id)
    {
        host.Environment[name] = value;

        Assert.Equal(id, Assert.Throws<ProviderException>(Chosen).Line.Id);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Is_not_read_from_a_file_that_others_can_write(UnixFileMode others)
    {
        host.Environment["AWS_PROFILE"] = "a";
        host.Environment["AWS_CONFIG_FILE"] = "/etc/aws";
        host.Write("/etc/aws", "[profile a]\ncredential_process = /bin/evil\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        Assert.Equal("ECR232", Assert.Throws<ProviderException>(Chosen).Line.Id);
    }

    [Fact]
    public void Is_not_read_from_a_file_that_others_can_exchange()
    {
        host.Environment["AWS_PROFILE"] = "a";
        host.Environment["AWS_CONFIG_FILE"] = "/srv/aws/config";
        host.Write("/srv/aws/config", "[profile a]\ncredential_process = /bin/evil\n");
        File.SetUnixFileMode(Path.Join(host.Root, "/srv/aws"), (UnixFileMode)0x1FF);

        Assert.Equal("ECR236", Assert.Throws<ProviderException>(Chosen).Line.Id);
    }

    [Fact]
    public void Is_told_without_the_secret_where_the_two_keys_were_mixed_up()
    {
        host.Environment["AWS_ACCESS_KEY_ID"] = "wJalrXUtnFEMIbK7MDENGbbPxRfiCYEXAMPLEKEY";

        Assert.DoesNotContain("wJalr", Chosen(), StringComparison.Ordinal);
        Assert.DoesNotContain("wJalr", NodeIdentity.OfKey("wJalrXUtnFEMIbK7MDENGbbPxRfiCYEXAMPLEKEY", "environment", null!).Name, StringComparison.Ordinal);
        Assert.Equal("access key AKIAIOSFODNN7EXAMPLE (environment)", NodeIdentity.OfKey("AKIAIOSFODNN7EXAMPLE", "environment", null!).Name);
    }

    [Fact]
    public void May_stand_in_both_files_and_the_credentials_file_goes_first()
    {
        host.Environment["HOME"] = "/root";
        host.Write("/root/.aws/config", "# all\n[default]\nregion=eu-west-1\n[profile  a ]\nregion = us-east-1 # near\nkey = config\ns3 =\n  nested = x\n");
        host.Write("/root/.aws/credentials", "[a]\nkey = credentials\n[profile b]\nkey = none\n");
        ProviderSettings settings = ProviderSettings.Load(host.Context);

        Dictionary<string, string> a = ProfileFiles.Find(host.Context, settings, "a")!;

        Assert.Equal(("us-east-1", "credentials", false), (a["region"], a["key"], a.ContainsKey("nested")));
        Assert.Null(ProfileFiles.Find(host.Context, settings, "b"));
    }

    [Theory]
    [InlineData("/sys/class/dmi/id/sys_vendor", "Amazon EC2\n", true)]
    [InlineData("/sys/class/dmi/id/bios_version", "4.11.amazon\n", true)]
    [InlineData("/sys/hypervisor/uuid", "ec2e1916-9099-7caf-fd21-012345abcdef\n", true)]
    [InlineData("/sys/class/dmi/id/sys_vendor", "QEMU\n", false)]
    public void Depends_on_what_the_firmware_says_for_how_long_IMDS_is_asked(string path, string text, bool ec2)
    {
        host.Write(path, text);

        Assert.Equal(ec2, Ec2Machine.Is(host.Context.Files));
    }

    public void Dispose() => host.Dispose();

    private string Chosen() => IdentityChain.Choose(host.Context, ProviderSettings.Load(host.Context), Registry.OfImage(Host)!).Key;
}
