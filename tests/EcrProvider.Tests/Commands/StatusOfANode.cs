using System.Text.Json;
using EcrProvider.Commands;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Tests.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Commands;

public sealed class StatusOfANode : IDisposable
{
    private readonly FakeNode node = new();

    [Fact]
    public void Is_wired_when_the_live_process_carries_our_flags()
    {
        node.Start();

        Assert.Equal((0, null), Status());
        Snapshot.Matches("node-status-wired.txt", Text());
        Snapshot.Matches("node-status-wired.json", Json());
    }

    [Fact]
    public void Is_not_wired_by_a_drop_in_that_the_live_process_was_not_started_with()
    {
        Assert.Equal((1, "ECR423"), Status());
        Snapshot.Matches("node-status-started-without.txt", Text());
    }

    [Fact]
    public void Names_file_line_and_column_of_a_bad_config()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig.Replace("kind", "Kind", StringComparison.Ordinal).Replace("5m", "5", StringComparison.Ordinal));
        node.Start();

        Assert.Equal((1, "ECR403"), Status());
        Snapshot.Matches("node-status-bad-config.txt", Text());
        Snapshot.Matches("node-status-bad-config.json", Json());
    }

    [Fact]
    public void Tells_that_the_next_start_will_be_without_us()
    {
        node.Start();
        node.Host.Write(NodePaths.Config, "");

        Assert.Equal((0, null), Status());
        Assert.Contains("next start   without our flags\n", Text(), StringComparison.Ordinal);
        Assert.Contains("             /etc/ecr-credential-provider/config.yaml:1:1: it is empty", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Names_why_the_settings_are_refused_although_kubelet_is_wired()
    {
        node.Start();
        node.Host.Write("/etc/default/ecr-credential-provider", "AWS_PROFILE=x\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Assert.Equal((0, null), Status());
        Assert.Contains("  settings     refused, so no pull is answered: ECR303 /etc/default/ecr-credential-provider", Text(), StringComparison.Ordinal);
        using JsonDocument json = JsonDocument.Parse(Json());
        Assert.Equal("ECR303", json.RootElement.GetProperty("settings_refusal").GetProperty("id").GetString());
    }

    [Fact]
    public void Is_held_with_kubelets_last_words()
    {
        Held.Write(node.Context, UnitCommand.Parse(node.Properties["ExecStart"])!, "E1124 failed to run Kubelet");

        Assert.Equal((3, "ECR416"), Status());
        Snapshot.Matches("node-status-held.txt", Text());
    }

    [Theory]
    [InlineData("/etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf", 1, "ECR419")]
    [InlineData("/run/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf", 1, "ECR419")]
    public void Finds_the_file_that_masks_our_drop_in(string mask, int exitCode, string id)
    {
        node.Context.Files.Link(mask, "/dev/null");

        Assert.Equal((exitCode, id), Status());
        Assert.Contains(mask, Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_drop_in_that_is_missing_or_not_loaded()
    {
        node.Properties["EnvironmentFiles"] = "/etc/default/kubelet (ignore_errors=yes)";
        node.Properties["DropInPaths"] = "";
        Assert.Equal((1, "ECR420"), Status());

        node.Context.Files.Delete(NodePaths.DropIn(FakeNode.Unit));
        Assert.Equal((1, "ECR418"), Status());
    }

    [Fact]
    public void Finds_the_later_environment_file_that_beats_ours()
    {
        node.Host.Write("/etc/zzz.env", "KUBELET_EXTRA_ARGS=--v=9\n");
        node.Properties["EnvironmentFiles"] += "/etc/zzz.env (ignore_errors=no)\n";

        Assert.Equal((1, "ECR417"), Status());
        Assert.Contains("/etc/zzz.env sets KUBELET_EXTRA_ARGS", Text(), StringComparison.Ordinal);
    }

    [Fact]
    public void Finds_a_unit_that_never_expands_the_variable()
    {
        node.Properties["ExecStart"] = "{ path=/usr/bin/kubelet ; argv[]=/usr/bin/kubelet ; ignore_errors=no ; pid=0 }";

        Assert.Equal((1, "ECR415"), Status());
    }

    [Fact]
    public void Has_an_exit_code_of_its_own_without_a_running_kubelet()
    {
        node.Stop();
        Assert.Equal((4, "ECR422"), Status());

        node.Properties["LoadState"] = "not-found";
        Assert.Equal((4, "ECR421"), Status());
    }

    [Fact]
    public void Is_said_without_a_unit_that_could_start_it()
    {
        node.Stop();
        node.Properties["LoadState"] = "not-found";

        // systemd loads no drop-in of a unit that is not there.
        node.Properties["ExecStart"] = node.Properties["DropInPaths"] = node.Properties["EnvironmentFiles"] = "";
        Snapshot.Matches("node-status-no-unit.txt", Text());
    }

    [Fact]
    public void Of_an_image_is_that_of_its_files()
    {
        node.Start();
        HostContext image = node.Context.OfImage(node.Host.Root);
        Snapshot.Matches("node-status-image.txt", NodeStatusReport.Text(NodeStatus.Of(image, FakeNode.Unit), tokenExpiry: null));

        node.Context.Files.Link("/etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf", "/dev/null");
        Assert.Equal("ECR419", NodeStatus.Of(image, FakeNode.Unit).Reason?.Id);

        node.Context.Files.Delete("/etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf");
        node.Host.Write(NodePaths.Config, "");
        Assert.Equal(("ECR403", false), (NodeStatus.Of(image, FakeNode.Unit).Reason?.Id, NodeStatus.Of(image, FakeNode.Unit).NextStartIsWired));
    }

    [Fact]
    public void Is_held_whatever_else_hinders_but_not_without_a_command_to_hold()
    {
        Held.Write(node.Context, UnitCommand.Parse(node.Properties["ExecStart"])!, "E1124 failed to run Kubelet");
        node.Context.Files.Link("/etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf", "/dev/null");
        Assert.Equal((3, "ECR416"), Status());

        node.Context.Files.Delete("/etc/systemd/system/kubelet.service.d/zz-ecr-credential-provider.conf");
        node.Properties["ExecStart"] = "";
        Assert.Equal((1, "ECR415"), Status());
    }

    [Fact]
    public void Is_not_told_to_whoever_may_not_read_why_it_is_held()
    {
        // Root may read everything but what is no file.
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.Held));

        Assert.Equal((1, "ECR425"), Status());
    }

    [Fact]
    public void Judges_the_settings_for_root_alone_who_may_read_them()
    {
        node.Host.Write("/etc/default/ecr-credential-provider", "AWS_PROFILE=x\n", UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        Assert.Equal("ECR303", NodeStatus.Of(node.Context, FakeNode.Unit).SettingsRefusal?.Id);
        Assert.Null(NodeStatus.Of(node.Context with { IsRoot = false }, FakeNode.Unit).SettingsRefusal);
    }

    [Fact]
    public void Judges_the_config_by_the_kubelet_that_is_here()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "    tokenAttributes: {serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: true}\n");
        Assert.Empty(NodeStatus.Of(node.Context, FakeNode.Unit).ConfigRefusals);

        node.Version = "v1.33.1";
        Assert.NotEmpty(NodeStatus.Of(node.Context, FakeNode.Unit).ConfigRefusals);
    }

    [Fact]
    public void Refuses_an_output_that_there_is_not() => Assert.Equal(2, Run("node", "status", "--output", "yaml"));

    public void Dispose() => node.Dispose();

    private int Run(params string[] arguments) => CommandLine.Run(node.Context, arguments);

    private (int ExitCode, string? Reason) Status()
    {
        var status = NodeStatus.Of(node.Context, FakeNode.Unit);
        return (status.ExitCode, status.Reason?.Id);
    }

    private string Text() => NodeStatusReport.Text(NodeStatus.Of(node.Context, FakeNode.Unit), tokenExpiry: null);

    private string Json()
    {
        string json = NodeStatusReport.Json(NodeStatus.Of(node.Context, FakeNode.Unit), tokenExpiry: null);
        JsonDocument.Parse(json).Dispose();
        return json.Replace($"\"{ProductVersion.Text}\"", "\"VERSION\"", StringComparison.Ordinal);
    }
}
