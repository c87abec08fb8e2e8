using System.Text.RegularExpressions;
using Xunit;

namespace EcrProvider.Tests.Examples;

/// <summary>examples/packer/ubuntu-ecr-node.pkr.hcl says what an image needs; its scripts are run by the package tests.</summary>
public partial class PackerTemplate
{
    private static readonly string Folder = Path.Join(Sources.Root, "examples/packer");
    private readonly HclBlock template = Hcl.Read(Path.Join(Folder, "ubuntu-ecr-node.pkr.hcl"));

    private HclBlock Machine => template.The("source");

    private HclBlock Build => template.The("build");

    [Fact]
    public void Is_for_current_Packer_and_its_plugin() => Assert.Contains(
        "source = github.com/hashicorp/amazon", template.The("packer").The("required_plugins")["amazon"], StringComparison.Ordinal);

    [Fact]
    public void Requires_IMDSv2_of_the_machine_that_builds_and_of_every_machine_of_the_image()
    {
        Assert.Equal(["amazon-ebs", "node"], Machine.Labels);
        HclBlock metadata = Machine.The("metadata_options");
        Assert.Equal(("enabled", "required", "1"), (metadata["http_endpoint"], metadata["http_tokens"], metadata["http_put_response_hop_limit"]));
        Assert.Equal("v2.0", Machine["imds_support"]);
    }

    [Fact]
    public void Is_encrypted()
    {
        Assert.Equal("true", Machine["encrypt_boot"]);
        Assert.Equal(("true", "true"), (Machine.The("launch_block_device_mappings")["encrypted"], Machine.The("launch_block_device_mappings")["delete_on_termination"]));
    }

    [Theory]
    [InlineData("amd64", "x86_64", "t3.")]
    [InlineData("arm64", "arm64", "t4g.")]
    public void Is_of_Canonicals_newest_image_of_that_LTS_for_each_architecture(string name, string architecture, string machines)
    {
        HclBlock source = Build.Of("source").Single(source => source["name"] == name);
        HclBlock image = source.The("source_ami_filter");

        Assert.Equal(["amazon-ebs.node"], source.Labels);
        Assert.StartsWith(machines, source["instance_type"], StringComparison.Ordinal);
        Assert.EndsWith("-" + name, source["ami_name"], StringComparison.Ordinal);
        Assert.Equal(("[ 099720109477 ]", "true"), (image["owners"], image["most_recent"]));
        Assert.Contains($"name = ${{local.image}}-{name}-server-* ", image["filters"], StringComparison.Ordinal);
        Assert.Contains($"architecture = {architecture} ", image["filters"], StringComparison.Ordinal);
        Assert.Equal("ubuntu/images/hvm-ssd-gp3/ubuntu-${var.ubuntu}", template.The("locals")["image"]);
        Assert.Matches(@"^[a-z]+-\d[02468]\.04$", template.Of("variable").Single(variable => variable.Labels is ["ubuntu"])["default"]);
    }

    [Fact]
    public void Sets_no_field_of_a_source_twice_which_Packer_refuses() => Assert.All(
        Build.Of("source"), source => Assert.Empty(source.Attributes.Keys.Intersect(Machine.Attributes.Keys, StringComparer.Ordinal)));

    [Fact]
    public void Installs_checks_and_cleans_in_this_order()
    {
        HclBlock[] steps = [.. Build.Of("provisioner")];

        Assert.Equal(["shell", "file", "shell", "shell"], steps.Select(step => step.Labels.Single()));
        Assert.Equal("${path.root}/packages/", steps[1]["source"]);
        Assert.Equal("${path.root}/provision.sh", steps[2]["script"]);
        Assert.EndsWith(" sh {{ .Path }} kubernetes ecr-credential-provider gate", steps[2]["execute_command"], StringComparison.Ordinal);
        Assert.Contains("KUBERNETES_REPOSITORY=https://pkgs.k8s.io/core:/stable:/${var.kubernetes}/deb/", steps[2]["environment_vars"], StringComparison.Ordinal);
        Assert.Contains("ECR_PACKAGES=" + steps[1]["destination"] + " ", steps[2]["environment_vars"], StringComparison.Ordinal);
        Assert.Equal("${path.root}/clean.sh", steps[3]["script"]);
        Assert.Equal(2, Directory.GetFiles(Folder, "*.sh").Length);
    }

    [Fact]
    public void Names_only_variables_and_environment_that_there_are()
    {
        string text = File.ReadAllText(Path.Join(Folder, "ubuntu-ecr-node.pkr.hcl"));
        string script = File.ReadAllText(Path.Join(Folder, "provision.sh"));

        Assert.Equal(
            template.Of("variable").Select(variable => variable.Labels.Single()).Order(StringComparer.Ordinal),
            Variable().Matches(text).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        Assert.All(Environment().Matches(text), match => Assert.Contains("${" + match.Groups["name"].Value, script, StringComparison.Ordinal));
    }

    [Fact]
    public void Has_no_credentials() => Assert.DoesNotMatch("access_key|secret|token *=|password", File.ReadAllText(Path.Join(Folder, "ubuntu-ecr-node.pkr.hcl")));

    [GeneratedRegex(@"\bvar\.(?<name>\w+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Variable();

    [GeneratedRegex("\"(?<name>[A-Z0-9_]+)=", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Environment();
}
