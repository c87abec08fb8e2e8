using EcrProvider.Commands;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>The program came from a tarball: it brings what else the package would.</summary>
public sealed class NodeWithoutThePackage : IDisposable
{
    private const string Program = NodePaths.BinFolder + "/ecr-credential-provider";

    private readonly FakeNode node = new();

    public NodeWithoutThePackage()
    {
        foreach (string path in (string[])[FakeNode.PackageFiles, NodePaths.DropIn(FakeNode.Unit), NodePaths.Config, Program])
        {
            node.Context.Files.Delete(path);
        }

        node.Host.Write("/opt/program", "from the tarball");
    }

    private HostContext Context => node.Context with { Program = node.Context.Files.Locate("/opt/program"), OpenOutput = () => Stream.Null };

    [Fact]
    public void Is_wired_by_setup_and_a_second_time_nothing_is_done()
    {
        Assert.Equal(0, Run("node", "setup"));
        Assert.True(node.CarriesOurFlags);
        Dictionary<string, DateTime> files = Files();
        Assert.Equal(0, Run("node", "setup"));

        Assert.Equal(2, node.Starts);
        Assert.Equal(files, Files());
        Assert.Equal("from the tarball", node.Host.Read(Program));
        Assert.Contains("EnvironmentFile=-/run/ecr-credential-provider/kubelet.env", node.Host.Read(NodePaths.DropIn(FakeNode.Unit)), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(node.Context.Files.Locate(ProviderSettings.Path)));
    }

    [Fact]
    public void Keeps_what_the_admin_wrote_before_and_after()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig);
        node.Host.Write(ProviderSettings.Path, "AWS_REGION=us-west-2\n");

        Run("node", "setup");
        Run("node", "remove");

        Assert.Equal(FakeNode.GoodConfig, node.Host.Read(NodePaths.Config));
        Assert.Equal("AWS_REGION=us-west-2\n", node.Host.Read(ProviderSettings.Path));
    }

    [Fact]
    public void Is_as_before_after_remove_but_for_the_two_files_of_the_admin_and_twice_is_no_failure()
    {
        Dictionary<string, DateTime> before = Files();
        Run("node", "setup");

        Assert.Equal(0, Run("node", "remove"));
        Assert.Equal(0, Run("node", "remove"));

        Assert.False(node.CarriesOurFlags);
        Assert.Equal(
            [NodePaths.Config, ProviderSettings.Path],
            Files().Keys.Except(before.Keys, StringComparer.Ordinal).Where(path => !path.StartsWith("/proc", StringComparison.Ordinal)).Order(StringComparer.Ordinal).Reverse());
    }

    [Fact]
    public void Has_two_links_to_the_program_but_for_what_others_have_there()
    {
        const string cli = "/usr/bin/ecr-credential-provider";
        const string docker = "/usr/bin/docker-credential-ecr-node";
        Run("node", "setup");
        Assert.Equal((Program, Program), (node.Context.Files.LinkTarget(cli), node.Context.Files.LinkTarget(docker)));

        Run("node", "remove");
        Assert.Equal((null, null), (node.Context.Files.LinkTarget(cli), node.Context.Files.LinkTarget(docker)));
        Assert.False(node.Context.Files.FolderExists(NodePaths.BinFolder));
        Assert.EndsWith(
            "; our files are gone but for /etc/ecr-credential-provider/config.yaml and /etc/default/ecr-credential-provider\n", node.Host.Error, StringComparison.Ordinal);
        Assert.Equal("systemctl daemon-reload", node.Changes[^1]);

        node.Host.Write(cli, "theirs");
        node.Context.Files.Link(docker, "/opt/missing");
        Run("node", "setup");
        Run("node", "remove");
        Assert.Equal(("theirs", "/opt/missing"), (node.Host.Read(cli), node.Context.Files.LinkTarget(docker)));
    }

    [Fact]
    public void Leaves_the_files_of_the_package_alone_where_there_is_one()
    {
        node.Host.Write(FakeNode.PackageFiles, Program + "\n");

        Run("node", "setup");
        Run("node", "remove");

        Assert.Null(node.Host.Read(Program));
    }

    [Fact]
    public void May_be_an_image_of_which_nothing_runs()
    {
        const string image = "/mnt/image";
        Directory.CreateDirectory(node.Context.Files.Locate(image + "/run/systemd/system"));

        Assert.Equal(0, Run("node", "setup", "--root", image));
        Assert.Equal(4, Run("node", "status", "--root", image));
        Assert.Equal(0, Run("config", "validate", "--root", image));
        Assert.Equal(0, Run("config", "show", "--root", image));
        Assert.Equal(0, Run("node", "compose", "--root", image, "--dry-run"));
        Assert.Null(node.Host.Read("/mnt/image/run/ecr-credential-provider/config.json"));
        Assert.Equal(0, Run("node", "compose", "--root", image));
        Assert.NotNull(node.Host.Read("/mnt/image/run/ecr-credential-provider/config.json"));
        Assert.Equal(0, Run("node", "remove", "--root", image));

        Assert.Equal(1, node.Starts);
        Assert.Empty(node.Changes);
        Assert.Null(node.Host.Read(Program));
        Assert.Equal(1, Run("node", "status", "--root", image + "/none"));
        Assert.Contains("there is no folder", node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Shows_what_compose_would_write_and_writes_nothing()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "    env: [{name: MY_TOKEN, value: hush}]\n");
        node.Host.Write(Program, "", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(0, CommandLine.Run(node.Context, ["node", "compose", "--dry-run"]));

        Assert.Contains("KUBELET_EXTRA_ARGS=\"--v=2 --image-credential-provider-config=/run/ecr-credential-provider/config.json", node.Host.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", node.Host.Output, StringComparison.Ordinal);
        Assert.False(node.Context.Files.FolderExists(NodePaths.RuntimeFolder));
        node.Host.Write(NodePaths.Config, "");
        Assert.Equal(1, Run("node", "compose", "--dry-run"));
        Assert.Contains("ECR403", node.Host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => node.Dispose();

    private int Run(params string[] arguments) => CommandLine.Run(Context, arguments);

    private Dictionary<string, DateTime> Files() => Directory
        .EnumerateFiles(node.Host.Root, "*", SearchOption.AllDirectories)
        .ToDictionary(real => real[node.Host.Root.Length..], File.GetLastWriteTimeUtc, StringComparer.Ordinal);
}
