using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>What compose writes for a start of kubelet, and says of it in the journal.</summary>
public sealed class WhatComposeLeaves : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const string Ours = $"{NodePaths.ConfigFlag}={NodePaths.ComposedConfig} {NodePaths.BinFolderFlag}={NodePaths.BinFolder}";

    private readonly FakeNode node = new();

    [Theory]
    [InlineData(null, Ours)]
    [InlineData("--v=2", "--v=2 " + Ours)]
    public void Is_one_assignment_below_a_mark_of_what_it_was_made_from(string? before, string value)
    {
        if (before is not null)
        {
            node.Host.Environment["KUBELET_EXTRA_ARGS"] = before;
        }

        Assert.Equal(0, Run(node.Context));

        Assert.Equal(Environment(value), node.Host.Read(NodePaths.ComposedEnvironment));
        Assert.True(Compose.IsCurrent(node.Context, FakeNode.Unit));
        Assert.Equal("", node.Host.Error);
    }

    [Fact]
    public void Is_the_same_in_an_image_of_which_nothing_can_be_asked()
    {
        Assert.Equal(0, Run(node.Context.OfImage(node.Host.Root)));

        Assert.Equal(Environment(Ours), node.Host.Read(NodePaths.ComposedEnvironment));
    }

    [Fact]
    public void Is_of_other_inputs_when_config_or_drop_in_are_others()
    {
        HashSet<string> seen = new(StringComparer.Ordinal);
        foreach ((string config, string dropIn) in ((string, string)[])[("", ""), ("a", ""), ("", "a"), ("ab", "c"), ("a", "bc"), ("b", "bc"), ("b", "cc")])
        {
            node.Host.Write(NodePaths.Config, config);
            node.Host.Write(NodePaths.DropIn(FakeNode.Unit), dropIn);
            Assert.True(seen.Add(Compose.Inputs(node.Context, FakeNode.Unit)), $"{config} {dropIn}");
        }

        node.Context.Files.Delete(NodePaths.Config);
        node.Context.Files.Delete(NodePaths.DropIn(FakeNode.Unit));
        Assert.Contains(Compose.Inputs(node.Context, FakeNode.Unit), seen);
    }

    [Fact]
    public void Is_a_folder_that_others_than_root_cannot_change()
    {
        node.Host.Write(NodePaths.Mended, "");
        File.SetUnixFileMode(node.Context.Files.Locate(NodePaths.RuntimeFolder), (UnixFileMode)0x1FF);

        Assert.Equal(0, Run(node.Context));

        Assert.Equal((UnixFileMode)0x1ED, File.GetUnixFileMode(node.Context.Files.Locate(NodePaths.RuntimeFolder)));
    }

    [Fact]
    public void Is_an_error_of_the_unit_in_the_journal_when_kubelet_starts_without_us_and_a_warning_when_something_was_left_out()
    {
        var journal = new Entries();
        node.Host.Environment["KUBELET_EXTRA_ARGS"] = NodePaths.ConfigFlag + "=/srv/theirs.yaml";
        Run(node.Context with { Journal = journal });
        node.Host.Write(NodePaths.Config, "");
        Run(node.Context with { Journal = journal });

        Assert.Equal([(JournalPriority.Warning, "ECR405", "kubelet.service"), (JournalPriority.Error, "ECR403", "kubelet.service")], journal.All);
        Assert.Contains($"kubelet's own files give {NodePaths.ConfigFlag} alone", node.Host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProviderSettings.Path, "ECR_WIRING=strict\n", Private, true)]
    [InlineData(ProviderSettings.Path, "ECR_WIRING=strict\n", Private | UnixFileMode.OtherWrite, false)]
    [InlineData("/etc/other", "", Private, false)]
    public void Is_a_refusal_of_the_start_only_where_strict_can_be_read(string file, string settings, UnixFileMode mode, bool refused)
    {
        node.Host.Write(file, settings, mode);
        node.Host.Write(NodePaths.Config, "");

        Assert.Equal(1, Run(node.Context));

        Assert.Equal(refused, node.Host.Read(NodePaths.Refused) is not null);
    }

    [Theory]
    [InlineData("ECR_WIRING=strict\n", 1)]
    [InlineData("", 0)]
    public void Is_said_when_the_refusal_can_be_neither_made_nor_taken_back(string settings, int exitCode)
    {
        Directory.CreateDirectory(node.Context.Files.Locate(NodePaths.Refused + "/taken"));
        node.Host.Write(ProviderSettings.Path, settings, Private);
        node.Host.Write(NodePaths.Config, exitCode == 0 ? FakeNode.GoodConfig : "");

        Assert.Equal(exitCode, Run(node.Context));

        Assert.Contains($"ECR407 {NodePaths.Refused} cannot be written: ", node.Host.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_nothing_for_a_kubelet_that_refuses_our_flags_and_no_others()
    {
        node.VersionExit = flags => flags.Any(flag => flag.StartsWith(NodePaths.ConfigFlag, StringComparison.Ordinal)) ? 1 : 0;

        Assert.Equal(1, Run(node.Context));

        Assert.StartsWith("ECR414 /usr/bin/kubelet does not know the image credential provider flags", node.Host.Error, StringComparison.Ordinal);
        Assert.Null(node.Host.Read(NodePaths.ComposedEnvironment));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(124)]
    public void Is_all_of_ours_for_a_kubelet_that_refuses_the_admins_flags_too_or_does_not_answer(int exitCode)
    {
        node.VersionExit = _ => exitCode;

        Assert.Equal(0, Run(node.Context));
        Assert.Equal("", node.Host.Error);
    }

    [Fact]
    public void Is_nothing_where_the_unit_has_a_flag_behind_ours()
    {
        node.Properties["ExecStart"] = $"{{ argv[]=/usr/bin/kubelet $KUBELET_EXTRA_ARGS {NodePaths.ConfigFlag}=/srv/theirs.yaml ; ignore_errors=no ; pid=0 }}";

        Assert.Equal(1, Run(node.Context));

        Assert.StartsWith("ECR413 ", node.Host.Error, StringComparison.Ordinal);
        Assert.Null(node.Host.Read(NodePaths.ComposedEnvironment));
    }

    [Fact]
    public void Is_nothing_that_only_a_newer_kubelet_knows_where_kubelet_does_not_say_its_version()
    {
        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig + "    tokenAttributes: {serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: true}\n");
        Assert.Equal(0, Run(node.Context));

        node.Version = "";
        Assert.Equal(1, Run(node.Context));
        Assert.Contains("ECR403 ", node.Host.Error, StringComparison.Ordinal);

        node.Host.Write(NodePaths.Config, FakeNode.GoodConfig);
        Assert.Equal(0, Run(node.Context));
    }

    [Fact]
    public void Is_nothing_and_said_so_when_systemd_does_not_answer()
    {
        node.Properties.Clear();

        Assert.Equal(1, Run(node.Context));

        Assert.StartsWith("ECR421 systemd has no kubelet.service to start (systemctl does not answer): ", node.Host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => node.Dispose();

    private static int Run(HostContext host) => Compose.Run(host, FakeNode.Unit);

    private string Environment(string value) =>
        $"# Written by ecr-credential-provider at each start of kubelet.service.\n# inputs sha256:{Compose.Inputs(node.Context, FakeNode.Unit)}\n"
        + $"KUBELET_EXTRA_ARGS=\"{value}\"\n";

    private sealed class Entries() : Journal("")
    {
        public List<(JournalPriority Priority, string Id, string Unit)> All { get; } = [];

        public override void Write(JournalPriority priority, string message, params ReadOnlySpan<(string Name, string Value)> fields)
        {
            var values = fields.ToArray().ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
            All.Add((priority, values["ECR_MESSAGE"], values["UNIT"]));
        }
    }
}
