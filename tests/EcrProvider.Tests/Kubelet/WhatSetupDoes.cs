using EcrProvider.Commands;
using EcrProvider.Kubelet;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

public sealed class WhatSetupDoes : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly FakeNode node = new();

    [Fact]
    public void Nothing_is_composed_while_the_drop_in_is_masked_for_the_removal_also_where_the_admin_is_strict()
    {
        Directory.CreateDirectory(Path.Join(node.Host.Root, "/run/systemd/system/kubelet.service.d"));
        File.CreateSymbolicLink(Path.Join(node.Host.Root, NodePaths.Mask(FakeNode.Unit)), "/dev/null");
        node.Host.Write("/etc/default/ecr-credential-provider", "ECR_WIRING=strict\n");

        Assert.Equal(1, Compose.Run(node.Context, FakeNode.Unit));
        Assert.Null(node.Host.Read(NodePaths.ComposedEnvironment));
        Assert.Null(node.Host.Read(NodePaths.Refused));
    }

    [Fact]
    public void Is_one_restart_that_wires()
    {
        Assert.Equal(0, Run("node", "setup"));
        Assert.Equal(0, Run("node", "setup"));

        Assert.True(node.CarriesOurFlags);
        Assert.Equal(2, node.Starts);
    }

    [Fact]
    public void Leaves_files_that_only_root_reads()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "    env: [{name: A, value: secret}]\n");
        Run("node", "setup");
        Held.Write(node.Context, UnitCommand.Parse(node.Properties["ExecStart"])!, "a config, quoted");

        Assert.All(
            [NodePaths.ComposedConfig, NodePaths.ComposedEnvironment, NodePaths.Held],
            path => Assert.Equal(Private, File.GetUnixFileMode(node.Context.Files.Locate(path))));
    }

    [Theory]
    [InlineData(Private | UnixFileMode.OtherWrite)]
    [InlineData(Private | UnixFileMode.OtherRead)]
    public void Is_no_restart_while_the_settings_are_refused(UnixFileMode mode)
    {
        node.Host.Write(ProviderSettings.Path, "ECR_RESTART_KUBELET=no\nAWS_SESSION_TOKEN=x\n", mode);

        Assert.Equal(1, Run("node", "setup"));
        Assert.Equal(0, Run("node", "setup", "--package"));

        Assert.Equal(1, node.Starts);
        Assert.Contains("ECR424", node.Host.Error, StringComparison.Ordinal);
        Assert.Contains("chmod", node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Mends_once_what_was_left_out_and_ends_the_timer()
    {
        node.Host.Write(NodePaths.Config, "");
        node.Start();
        Mend(times: 3);
        Assert.Equal(2, node.Starts);

        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig);
        Mend(times: 3);

        Assert.True(node.CarriesOurFlags);
        Assert.Equal(3, node.Starts);
        Assert.Contains("systemctl stop --no-block ecr-credential-provider-mend.timer", node.Changes);
    }

    [Fact]
    public void Mends_again_after_something_else_was_left_out()
    {
        const string program = NodePaths.BinFolder + "/ecr-credential-provider";
        Mend(times: 1);
        File.Delete(node.Context.Files.Locate(program));
        node.Start();
        Assert.False(node.CarriesOurFlags);

        node.Host.Write(program, "ours", Private | UnixFileMode.UserExecute);
        Mend(times: 3);

        Assert.True(node.CarriesOurFlags);
        Assert.Equal(4, node.Starts);
    }

    [Fact]
    public void Mends_no_second_time_when_the_restart_did_not_wire()
    {
        // Nothing that the plan foresees: the place of the config is taken.
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.ComposedConfig + "/taken"));

        Mend(times: 5);

        Assert.False(node.CarriesOurFlags);
        Assert.Equal(2, node.Starts);
    }

    [Fact]
    public void Never_mends_by_a_restart_that_the_admin_forbade()
    {
        node.Host.Write(ProviderSettings.Path, "ECR_RESTART_KUBELET=no\n");

        Mend(times: 3);

        Assert.Equal(1, node.Starts);
        Assert.Contains("systemctl stop --no-block ecr-credential-provider-mend.timer", node.Changes);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Holds_what_kubelet_died_of_and_restarts_nothing_for_it_later(bool unseen)
    {
        node.DiesUnseen = unseen;
        node.IsHealthy = arguments => ProviderFlags.Of(arguments).AreAbsent;

        Assert.Equal(1, Run("node", "setup", "--package"));
        int starts = node.Starts;
        Assert.Equal(0, Run("node", "setup", "--mend"));
        Run("node", "setup", "--package");

        Assert.False(node.CarriesOurFlags);
        Assert.Equal(starts, node.Starts);
        Assert.Equal(3, Run("node", "status"));
    }

    [Theory]
    [InlineData("", "ECR419")]
    [InlineData("[Service]\nNice=5\n", "ECR427")]
    public void Is_no_restart_while_another_drop_in_stands_in_the_place_of_ours(string content, string id)
    {
        const string other = "/etc/systemd/system/kubelet.service.d/" + NodePaths.DropInName;
        node.Host.Write(other, content);
        node.Properties["DropInPaths"] = other;
        node.Properties["EnvironmentFiles"] = "/etc/default/kubelet (ignore_errors=yes)";

        Assert.Equal(1, Run("node", "setup"));

        Assert.Equal(1, node.Starts);
        Assert.Contains(id, node.Host.Error, StringComparison.Ordinal);
        Assert.Contains(other, node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/etc/ecr-credential-provider", "ECR426")]
    [InlineData("/etc/ecr-credential-provider/config.yaml", "ECR426")]
    [InlineData("/etc", "ECR426")]
    [InlineData("/etc/default", "ECR424")]
    public void Is_no_restart_for_what_others_than_root_can_exchange(string way, string id)
    {
        node.Host.Write(ProviderSettings.Path, "ECR_RESTART_KUBELET=yes\n", Private);
        string real = node.Context.Files.Locate(way);
        File.SetUnixFileMode(real, File.GetUnixFileMode(real) | UnixFileMode.GroupWrite);

        Assert.Equal(1, Run("node", "setup"));

        Assert.Equal(1, node.Starts);
        Assert.Contains(id, node.Host.Error, StringComparison.Ordinal);
        Assert.Contains(way, node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_a_kubelet_without_us_while_a_folder_has_the_name_of_our_file()
    {
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.ComposedEnvironment + "/x"));

        Assert.Equal(1, CommandLine.Run(node.Context, ["node", "compose"]));
        Assert.Contains($"ECR407 {NodePaths.RuntimeFolder} cannot be written: {NodePaths.ComposedEnvironment} is a folder", node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ECR_WIRING=strict\n", true, false)]
    [InlineData("ECR_WIRING=strict\n", false, true)]
    [InlineData("ECR_WIRING=safe\n", false, false)]
    [InlineData("ECR_WIRING=\"Strict\"\n", false, true)]
    public void Is_no_kubelet_without_us_only_where_the_admin_is_strict(string settings, bool configIsGood, bool refused)
    {
        // What the drop-in leaves where it reads strict.
        node.Host.Write(NodePaths.Refused, "");
        node.Host.Write(ProviderSettings.Path, settings, Private);
        node.Host.Write(NodePaths.Config, configIsGood ? FakeNode.GoodConfig : "");

        Assert.Equal(configIsGood ? 0 : 1, CommandLine.Run(node.Context, ["node", "compose"]));

        Assert.Equal(refused, node.Host.Read(NodePaths.Refused) is not null);
    }

    [Fact]
    public void Does_not_wait_for_a_systemd_that_does_not_answer()
    {
        node.Properties.Clear();

        Assert.Equal(1, CommandLine.Run(node.Context, ["node", "compose"]));
        Assert.Contains("ECR421", node.Host.Error, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromSeconds(2), node.LastWait);
    }

    public void Dispose() => node.Dispose();

    private int Run(params string[] arguments) => CommandLine.Run(node.Context with { OpenOutput = () => Stream.Null }, arguments);

    private void Mend(int times)
    {
        for (int tick = 0; tick < times; tick++)
        {
            Assert.Equal(0, Run("node", "setup", "--mend"));
        }
    }
}
