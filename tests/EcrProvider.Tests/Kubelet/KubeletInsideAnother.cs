using EcrProvider.Commands;
using EcrProvider.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>k3s, RKE2, MicroK8s and snaps: kubelet is not a unit of its own.</summary>
public sealed class KubeletInsideAnother : IDisposable
{
    private const string Program = RancherGuard.BinFolder + "/ecr-credential-provider";

    private readonly FakeNode node = new();

    [Theory]
    [InlineData("k3s.service")]
    [InlineData("k3s-agent.service")]
    [InlineData("rke2-server.service")]
    [InlineData("rke2-agent.service")]
    public void Is_given_a_link_to_what_it_accepts(string unit)
    {
        Assert.Equal(0, Compose(unit));

        Assert.Contains("*.dkr.ecr.*.amazonaws.com", File.ReadAllText(node.Context.Files.Locate("/run/ecr-credential-provider/rancher.json")), StringComparison.Ordinal);
        Assert.Equal("/run/ecr-credential-provider/rancher.json", node.Context.Files.LinkTarget(RancherGuard.Config));
        Assert.Equal(NodePaths.ProviderProgram, node.Context.Files.LinkTarget(Program));
        Assert.Null(node.Host.Read(NodePaths.ComposedEnvironment));
    }

    [Fact]
    public void Is_given_nothing_that_it_would_refuse()
    {
        Compose("k3s.service");
        node.Host.Write(NodePaths.Config, "");

        Assert.Equal(1, Compose("k3s.service"));

        Assert.Null(node.Context.Files.LinkTarget(RancherGuard.Config));
        Assert.Contains("ECR403", node.Host.Error, StringComparison.Ordinal);
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig);
        node.Context.Files.Delete(NodePaths.ProviderProgram);
        Assert.Equal(1, Compose("k3s.service"));
        Assert.Null(node.Context.Files.LinkTarget(RancherGuard.Config));
    }

    [Theory]
    [InlineData(RancherGuard.Config)]
    [InlineData(Program)]
    public void Keeps_what_somebody_else_put_there(string path)
    {
        node.Host.Write(path, "theirs");

        Assert.Equal(1, Compose("k3s.service"));
        node.Host.Write(NodePaths.Config, "");
        Compose("k3s.service");
        Run("node", "remove");

        Assert.Equal("theirs", node.Host.Read(path));
        Assert.Contains("ECR431 " + path, node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Keeps_nothing_of_ours_after_remove()
    {
        Compose("k3s.service");

        Run("node", "remove");

        Assert.False(node.Context.Files.FolderExists("/var/lib/rancher/credentialprovider"));
    }

    [Fact]
    public void Is_told_of_when_somebodys_own_config_names_our_program()
    {
        node.Host.Write(RancherGuard.Config, "theirs");
        node.Context.Files.Link(Program, NodePaths.ProviderProgram);

        Run("node", "remove");

        Assert.Contains("take ecr-credential-provider out of it", node.Host.Error, StringComparison.Ordinal);
        Assert.Equal("theirs", node.Host.Read(RancherGuard.Config));
    }

    [Fact]
    public void Is_never_stopped_by_strict()
    {
        node.Host.Write("/etc/default/ecr-credential-provider", "ECR_WIRING=strict\n");
        node.Host.Write(NodePaths.Config, "");

        Compose("k3s.service");

        Assert.Null(node.Host.Read(NodePaths.Refused));
    }

    [Theory]
    [InlineData("/var/snap/microk8s/current/args/kubelet", "ECR433")]
    [InlineData("/snap/kubelet-eks/current/meta/snap.yaml", "ECR434")]
    public void Is_named_with_what_to_add_and_nothing_of_a_snap_is_changed(string file, string id)
    {
        node.Stop();
        node.Properties["LoadState"] = "not-found";
        node.Host.Write(file, "theirs");

        Assert.Equal(0, Run("node", "setup", "--package"));
        Assert.Equal(1, Run("node", "setup"));
        Assert.Equal(4, Run("node", "status"));

        Assert.Contains(id, node.Host.Error, StringComparison.Ordinal);
        Assert.Contains("image-credential-provider-bin-dir=/var/snap/", node.Host.Error, StringComparison.Ordinal);
        Assert.Equal("theirs", node.Host.Read(file));
    }

    [Fact]
    public void Is_named_when_it_is_k3s()
    {
        node.OtherUnits["k3s.service"] = "loaded";
        node.Properties["LoadState"] = "not-found";

        Assert.Equal(0, Run("node", "setup", "--package"));

        Assert.Contains("ECR432 kubelet runs inside k3s.service, which was started without our config", node.Host.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(node.Changes, change => change.Contains("restart", StringComparison.Ordinal));
    }

    [Fact]
    public void Is_named_as_started_with_our_config_only_while_the_link_leads_somewhere()
    {
        Compose("k3s.service");
        node.OtherUnits["k3s.service"] = "loaded";
        node.Properties["LoadState"] = "not-found";

        Run("node", "setup", "--package");
        Assert.StartsWith("ECR435 kubelet runs inside k3s.service", node.Host.Error, StringComparison.Ordinal);

        // A reboot empties /run.
        node.Context.Files.DeleteFolder(NodePaths.RuntimeFolder);
        Run("node", "setup", "--package");
        Assert.Contains("\nECR432 kubelet runs inside k3s.service", node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("  --image-credential-provider-config=/srv/theirs.yaml \r\n\n--v=2\n", "ECR436 kubelet is of the snap microk8s, whose arguments name the credential providers of /srv/theirs.yaml: ")]
    [InlineData("--v=2\n", "ECR433 ")]
    public void Is_named_with_the_providers_that_its_snap_has(string arguments, string line)
    {
        node.Properties["LoadState"] = "not-found";
        node.Host.Write("/var/snap/microk8s/current/args/kubelet", arguments);

        Run("node", "setup", "--package");

        Assert.StartsWith(line, node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("kubelet")]
    [InlineData("kubelet-eks")]
    public void Is_named_with_the_setting_of_its_snap(string snap)
    {
        node.Properties["LoadState"] = "not-found";
        node.Host.Write($"/snap/{snap}/current/meta/snap.yaml", "");
        node.SnapSettings["image-credential-provider-config"] = "/srv/theirs.yaml";

        Run("node", "setup", "--package");

        Assert.StartsWith($"ECR436 kubelet is of the snap {snap}, whose arguments name the credential providers of /srv/theirs.yaml: ", node.Host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => node.Dispose();

    private int Compose(string unit) => CommandLine.Run(node.Context, ["node", "compose", "--unit", unit]);

    private int Run(params string[] arguments) => CommandLine.Run(node.Context with { OpenOutput = () => Stream.Null }, arguments);
}
