using Xunit;
using YamlDotNet.RepresentationModel;

namespace EcrProvider.Tests.Examples;

/// <summary>examples/cloud-init/user-data.yaml; Debian's cloud-init judges it by its schema in the package tests.</summary>
public class UserData
{
    private static readonly string Text = File.ReadAllText(Path.Join(Sources.Root, "examples/cloud-init/user-data.yaml"));

    [Fact]
    public void Begins_as_cloud_init_wants_it() => Assert.StartsWith("#cloud-config\n", Text, StringComparison.Ordinal);

    [Fact]
    public void Pins_the_version_that_is_built_and_lets_nobody_read_the_settings()
    {
        var yaml = new YamlStream();
        yaml.Load(new StringReader(Text));
        var files = ((YamlSequenceNode)yaml.Documents[0].RootNode["write_files"]).Cast<YamlMappingNode>().ToDictionary(file => file["path"].ToString(), StringComparer.Ordinal);

        string version = File.ReadLines(Path.Join(Sources.Root, "debian/changelog")).First().Split('(', ')')[1];
        Assert.Contains($"Pin: version {version}\n", files["/etc/apt/preferences.d/ecr-credential-provider"]["content"].ToString(), StringComparison.Ordinal);
        Assert.Equal("0600", files["/etc/default/ecr-credential-provider"]["permissions"].ToString());
        string[] commands = [.. ((YamlSequenceNode)yaml.Documents[0].RootNode["runcmd"]).Select(command => command.ToString())];
        Assert.Equal("set -e", commands[0]);
        Assert.StartsWith("kubeadm join ", commands[^1], StringComparison.Ordinal);
    }
}
