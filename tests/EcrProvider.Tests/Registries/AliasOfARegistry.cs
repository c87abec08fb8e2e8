using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Registries;

/// <summary>What is answered and refused at large is in IntegrationTests/Answers/requests.txt; here is how containerd's files are found.</summary>
public sealed class AliasOfARegistry : IDisposable
{
    private const string Ecr = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Foreign = "server = \"https://backup.example.com\"";

    private readonly TestHost host = new();

    [Theory]
    [InlineData("mirror.example.com", "/etc/containerd/certs.d/mirror.example.com")]
    [InlineData("mirror.example.com", "/etc/containerd/certs.d/_default")]
    [InlineData("mirror.example.com:5000", "/etc/containerd/certs.d/mirror.example.com_5000_")]
    [InlineData("mirror.example.com:5000", "/etc/containerd/certs.d/mirror.example.com:5000")]
    [InlineData("mirror.example.com:5000", "/etc/containerd/certs.d/_default")]
    public void Is_refused_by_each_folder_that_containerd_looks_into(string alias, string folder)
    {
        host.Write($"{folder}/hosts.toml", Foreign);

        Assert.Contains($"({folder}/hosts.toml)", Refusal(alias, "ECR312").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[plugins.\"io.containerd.grpc.v1.cri\".registry]\nconfig_path = \"/etc/elsewhere\"")]
    [InlineData("version = 3\n[plugins.'io.containerd.cri.v1.images'.registry]\nconfig_path = '/etc/first:/etc/elsewhere'")]
    [InlineData("[plugins]\n[plugins.cri.registry]\nconfig_path = \"/etc/elsewhere\"")]
    public void Is_looked_for_where_containerds_own_config_says(string config)
    {
        host.Write("/etc/containerd/config.toml", config);
        host.Write("/etc/elsewhere/mirror.example.com/hosts.toml", Foreign);
        host.Write("/etc/containerd/certs.d/mirror.example.com/hosts.toml", $"server = \"https://{Ecr}\"");

        Assert.Contains("(/etc/elsewhere/mirror.example.com/hosts.toml)", Refusal("mirror.example.com", "ECR312").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Has_one_hosts_toml_and_the_default_is_not_asked_beside_it()
    {
        host.Write("/etc/containerd/certs.d/_default/hosts.toml", Foreign);
        host.Write("/etc/containerd/certs.d/mirror.example.com/ca.crt", "a folder with certificates alone counts too");

        Assert.Equal("mirror.example.com", OfImage("mirror.example.com/app", $"mirror.example.com={Ecr}")?.Host);
    }

    [Theory]
    [InlineData("SERVER = \"backup.example.com\"")]
    [InlineData("[Host.\"backup.example.com\"]")]
    [InlineData("server = \"https://REGISTRY\"\n[host]\n[host.'http://backup.example.com:80']")]
    [InlineData("server = \"https://REGISTRY\"\nhost.\"https://backup.example.com\".capabilities = [\"push\"]")]
    [InlineData("server = \"https://user@backup.example.com/REGISTRY\"")]
    [InlineData("server = \"https://REGISTRY@backup.example.com\"")]
    [InlineData("server = \"https://backup.example.com/https://REGISTRY\"")]
    public void Is_refused_however_the_other_host_is_written(string toml)
    {
        host.Write("/etc/containerd/certs.d/mirror.example.com/hosts.toml", toml.Replace("REGISTRY", Ecr, StringComparison.Ordinal));

        Assert.Contains("backup.example.com", Refusal("mirror.example.com", "ECR312").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("server = \"https://\"")]
    [InlineData("host = []")]
    [InlineData("server = ")]
    public void Is_refused_when_its_file_cannot_be_understood(string toml)
    {
        host.Write("/etc/containerd/certs.d/mirror.example.com/hosts.toml", toml);

        Refusal("mirror.example.com", "ECR313");
    }

    [Fact]
    public void Needs_no_file_to_be_read_when_the_admin_trusts_the_fallbacks()
    {
        host.Write("/etc/containerd/config.toml", "broken [");
        host.Environment[RegistryAliases.TrustFallback] = "yes";

        Assert.NotNull(OfImage("mirror.example.com/app", $"mirror.example.com={Ecr}"));
    }

    [Fact]
    public void Is_what_its_first_entry_says_arguments_before_settings()
    {
        host.Environment[RegistryAliases.Setting] = $"b.example.com={Ecr}\tmirror.example.com={Ecr}";

        Assert.Equal("eu-west-1", OfImage("mirror.example.com/app", "mirror.example.com=123456789012.dkr.ecr.eu-west-1.amazonaws.com")?.Region);
        Assert.Equal("us-west-2", OfImage("mirror.example.com/app")?.Region);
    }

    [Fact]
    public void May_be_given_in_either_form_of_an_argument() =>
        Assert.Equal(["a=b", "c=d"], RegistryAliases.OfArguments(["get-credentials", "--registry-alias", "a=b", "x", "--registry-alias=c=d", "--registry-alias"]));

    public void Dispose() => host.Dispose();

    private Message Refusal(string alias, string id)
    {
        Message line = Assert.Throws<ProviderException>(() => OfImage($"{alias}/app", $"{alias}={Ecr}")).Line;
        Assert.Equal(id, line.Id);
        return line;
    }

    private Registry? OfImage(string image, params string[] entries) =>
        RegistryAliases.OfImage(image, entries, ProviderSettings.Load(host.Context), host.Context.Files);
}
