using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Registries;

/// <summary>Who would see the password of an alias, in containerd's words, and what the admin is told.</summary>
public sealed class HostsThatContainerdAsks : IDisposable
{
    private const string Ecr = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string Alias = "mirror.example.com";
    private const string File = $"/etc/containerd/certs.d/{Alias}/hosts.toml";

    private readonly TestHost host = new();

    [Theory]
    [InlineData($"server = \"https://{Ecr}\"\n[host.\"https://{Ecr}\"]")]
    [InlineData($"server = \"https://{Ecr}\"\n[host.\"https://123456789012.dkr-ecr.us-west-2.on.aws\"]")]
    public void May_be_the_registry_by_all_of_its_names(string toml)
    {
        host.Write(File, toml);

        Assert.Equal(Alias, OfImage(Alias)?.Host);
    }

    [Theory]
    [InlineData("https://210987654321.dkr.ecr.us-west-2.amazonaws.com")]
    [InlineData("https://123456789012.dkr.ecr.us-east-1.amazonaws.com")]
    [InlineData($"http://{Ecr}")]
    public void May_not_be_another_account_or_region_or_the_registry_by_plain_http(string other)
    {
        host.Write(File, $"server = \"https://{Ecr}\"\n[host.\"{other}\"]");

        Refusal(Alias, "ECR312");
    }

    [Fact]
    public void Are_all_named_once_with_the_file_to_write()
    {
        host.Write(File, "server = \"https://b.example.com\"\n[host.\"http://a.example.com:5000/v2\"]\n[host.\"https://b.example.com/v2\"]");

        Message line = Refusal(Alias, "ECR312");

        Assert.Contains("to http://a.example.com:5000, https://b.example.com too", line.Text, StringComparison.Ordinal);
        Assert.Contains($"to {File},", line.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_to_be_written_down_in_the_first_folder_that_containerd_looks_into()
    {
        host.Write(ContainerdHosts.Config, "[plugins.cri.registry]\nconfig_path = '/etc/first:/etc/second'");
        host.Write($"/etc/second/{Alias}/hosts.toml", "server = \"https://b.example.com\"");

        Assert.Contains($"to /etc/first/{Alias}/hosts.toml,", Refusal(Alias, "ECR312").Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_looked_for_at_containerds_default_when_its_config_names_an_empty_path()
    {
        host.Write(ContainerdHosts.Config, "[plugins.cri.registry]\nconfig_path = ''");
        host.Write(File, "server = \"https://b.example.com\"");

        Refusal(Alias, "ECR312");
    }

    [Fact]
    public void Are_the_alias_itself_at_its_own_port_when_no_file_says_otherwise()
    {
        Assert.NotNull(OfImage($"{Alias}:5000"));
        Assert.NotNull(OfImage("mirror:5000"));

        host.Write($"/etc/containerd/certs.d/{Alias}_5000_/hosts.toml", $"server = \"https://{Alias}:6000\"");

        Refusal($"{Alias}:5000", "ECR312");
    }

    [Fact]
    public void Are_docker_hubs_own_for_docker_io() =>
        Assert.Equal([new Uri("https://registry-1.docker.io")], ContainerdHosts.Of(host.Context.Files, ImageHost.Of("docker.io")!).Urls);

    [Theory]
    [InlineData("host = []", "\"host\" is not a table")]
    [InlineData("server = \"httpx:b.example.com\"", "\"httpx:b.example.com\" is not a URL")]
    [InlineData("# a comment\nserver = ", "line 2: ")]
    public void Are_not_known_from_a_file_that_cannot_be_understood_and_the_message_says_which_and_why(string toml, string why)
    {
        host.Write(File, toml);

        Assert.StartsWith($"{File}, ", Refusal(Alias, "ECR313").Text, StringComparison.Ordinal);
        Assert.Contains(why, Refusal(Alias, "ECR313").Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ContainerdHosts.Config)]
    [InlineData(File)]
    public void Are_not_known_from_what_is_no_file(string path)
    {
        Directory.CreateDirectory(Path.Join(host.Root, path));

        Assert.StartsWith($"{path}, ", Refusal(Alias, "ECR313").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_not_judged_by_a_setting_that_is_neither_yes_nor_no()
    {
        host.Environment[RegistryAliases.TrustFallback] = "maybe";
        Assert.Contains("yes or no", Refusal(Alias, "ECR304").ToString(), StringComparison.Ordinal);

        host.Environment[RegistryAliases.TrustFallback] = "no";
        Assert.NotNull(OfImage(Alias));
    }

    [Fact]
    public void Are_not_asked_for_an_alias_that_would_be_a_repository_of_docker_hub()
    {
        Assert.Equal("ECR311", Assert.Throws<ProviderException>(() => OfImage("mirror")).Line.Id);
        Assert.Contains(
            "\"first\"", Assert.Throws<ProviderException>(() => OfImage("mirror.example.com", "first", "second")).Line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_not_asked_for_an_image_of_ECR_however_the_aliases_are_misspelt() =>
        Assert.Equal("us-west-2", RegistryAliases.RegistryOf($"{Ecr}/app", ["misspelt"], ProviderSettings.Load(host.Context), host.Context.Files)?.Region);

    [Theory]
    [InlineData("[plugins.'io.containerd.grpc.v1.cri']\nsandbox_image = 'registry.k8s.io/pause:3.8'", "registry.k8s.io/pause:3.8")]
    [InlineData("[plugins.'io.containerd.cri.v1.images'.pinned_images]\nsandbox = 'registry.k8s.io/pause:3.10'", "registry.k8s.io/pause:3.10")]
    [InlineData("[plugins.'io.containerd.cri.v1.images']\nsnapshotter = 'overlayfs'", null)]
    [InlineData("version = 3", null)]
    public void Serve_the_pause_image_too_that_the_config_names(string toml, string? image)
    {
        host.Write(ContainerdHosts.Config, toml);

        Assert.Equal(image, ContainerdHosts.PauseImage(host.Context.Files));
    }

    public void Dispose() => host.Dispose();

    private Message Refusal(string alias, string id)
    {
        Message line = Assert.Throws<ProviderException>(() => OfImage(alias)).Line;
        Assert.Equal(id, line.Id);
        return line;
    }

    private Registry? OfImage(string alias, params string[] entries) => RegistryAliases.OfImage(
        $"{alias}/app", entries is [] ? [$"{alias}={Ecr}"] : entries, ProviderSettings.Load(host.Context), host.Context.Files);
}
