using System.Text.Json;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

public sealed class WhatKubeletIsGiven : IDisposable
{
    private const UnixFileMode Executable = UnixFileMode.UserRead | UnixFileMode.UserExecute;
    private static readonly ProviderFlags None = new(null, null);
    private static readonly ProviderFlags Theirs = new("/home/ubuntu/ecr.yml", "/usr/local/bin/");

    private readonly TestHost host = new();

    public WhatKubeletIsGiven()
    {
        host.Write(NodePaths.Config, Config("ecr-credential-provider", "*.dkr.ecr.*.amazonaws.com", "public.ecr.aws"));
        host.Write(NodePaths.BinFolder + "/ecr-credential-provider", "", Executable);
    }

    [Fact]
    public void Is_our_config_and_our_folder_where_nobody_else_has_providers()
    {
        Wiring wiring = Decide(None);

        Assert.Equal(["ecr-credential-provider"], Names(wiring));
        Assert.Equal((ProviderFlags.Ours, 0, 0), (wiring.Flags, wiring.Links.Count, wiring.Remarks.Count));
    }

    [Theory]
    [InlineData(null, "ECR402")]
    [InlineData("providers: [", "ECR403")]
    [InlineData("", "ECR403")]
    public void Is_nothing_of_ours_when_our_config_is_bad(string? config, string id)
    {
        File.Delete(Path.Join(host.Root, NodePaths.Config));
        if (config is not null)
        {
            host.Write(NodePaths.Config, config);
        }

        Wiring wiring = Decide(Theirs);

        Assert.Null(wiring.Config);
        Assert.Equal(id, wiring.Remarks[0].Id);
    }

    [Fact]
    public void Is_nothing_of_ours_when_a_program_is_missing_or_cannot_be_executed()
    {
        host.Write(NodePaths.BinFolder + "/ecr-credential-provider", "");

        Wiring wiring = Decide(None);

        Assert.Null(wiring.Config);
        Assert.Equal("ECR404", Assert.Single(wiring.Remarks).Id);
    }

    [Fact]
    public void Is_theirs_and_ours_together_from_a_folder_of_links()
    {
        host.Write("/home/ubuntu/ecr.yml", Config("acr", "*.azurecr.io"));
        host.Write("/usr/local/bin/acr", "", Executable);

        Wiring wiring = Decide(Theirs);

        Assert.Equal(["acr", "ecr-credential-provider"], Names(wiring));
        Assert.Equal(NodePaths.ComposedBinFolder, wiring.Flags.BinFolder);
        Assert.Equal("/usr/local/bin/acr", wiring.Links["acr"]);
        Assert.Equal(NodePaths.BinFolder + "/ecr-credential-provider", wiring.Links["ecr-credential-provider"]);
    }

    [Fact]
    public void Keeps_what_a_hand_made_entry_of_our_name_says_and_runs_our_program()
    {
        host.Write("/home/ubuntu/ecr.yml", Config("ecr-credential-provider", "*.dkr.ecr.*.amazonaws.com", "mirror.example.com") + "\n    args: [get-credentials]");
        host.Write("/usr/local/bin/ecr-credential-provider", "", Executable);

        Wiring wiring = Decide(Theirs);

        CredentialProvider entry = Assert.Single(Read(wiring).Providers);
        Assert.Equal(["*.dkr.ecr.*.amazonaws.com", "mirror.example.com", "public.ecr.aws"], entry.MatchImages);
        Assert.Equal(["get-credentials"], entry.Args);
        Assert.Equal(NodePaths.BinFolder + "/ecr-credential-provider", wiring.Links["ecr-credential-provider"]);
    }

    [Theory]
    [InlineData("providers: [")]
    [InlineData(null)]
    public void Is_ours_alone_when_kubelet_would_not_have_started_with_theirs(string? config)
    {
        if (config is not null)
        {
            host.Write("/home/ubuntu/ecr.yml", config);
        }

        Wiring wiring = Decide(Theirs);

        Assert.Equal(["ecr-credential-provider"], Names(wiring));
        Assert.All(wiring.Remarks, remark => Assert.Equal("ECR412", remark.Id));
        Assert.NotEmpty(wiring.Remarks);
    }

    [Theory]
    [InlineData("/home/ubuntu/ecr.yml", null, NodePaths.ConfigFlag)]
    [InlineData(null, "/usr/local/bin", NodePaths.BinFolderFlag)]
    public void Is_ours_alone_when_theirs_is_half_a_pair(string? config, string? folder, string flag) =>
        Assert.Equal(NodeMessages.HalfOfTheirs(flag), Assert.Single(Decide(new ProviderFlags(config, folder)).Remarks));

    [Fact]
    public void May_come_from_a_folder_of_configs_on_a_kubelet_that_reads_one()
    {
        host.Write("/etc/cp/b.yaml", Config("b", "b.example"));
        host.Write("/etc/cp/a.json", Config("a", "a.example").Replace("kind", "\"kind\"", StringComparison.Ordinal));
        host.Write("/etc/cp/README", "not a config");
        host.Write("/bin/a", "", Executable);
        host.Write("/bin/b", "", Executable);
        var folder = new ProviderFlags("/etc/cp", "/bin");

        Assert.Equal(["a", "b", "ecr-credential-provider"], Names(Wiring.Decide(host.Context, folder, new KubeletVersion(1, 34))));
        Assert.Equal(["ecr-credential-provider"], Names(Wiring.Decide(host.Context, folder, new KubeletVersion(1, 33))));
    }

    [Theory]
    [InlineData("", "/usr/local/bin/acr")]
    [InlineData("/srv/x", "/srv/x/usr/local/bin/acr")]
    [InlineData("!/srv/x", "/srv/x/usr/local/bin/acr")]
    [InlineData("-/srv", "/srv/usr/local/bin/acr")]
    public void Comes_from_where_relative_paths_in_their_flags_lead_to(string workingDirectory, string program)
    {
        using var node = new FakeNode();
        node.Properties["WorkingDirectory"] = workingDirectory;
        node.Host.Write(program.Replace("usr/local/bin/acr", "etc/acr.yaml", StringComparison.Ordinal), Config("acr", "*.azurecr.io"));
        node.Host.Write(program, "", Executable);
        node.Host.Write("/etc/default/kubelet", $"KUBELET_EXTRA_ARGS={NodePaths.ConfigFlag}=etc/acr.yaml {NodePaths.BinFolderFlag}=usr/local/bin/\n");

        node.Start();

        Assert.True(node.CarriesOurFlags);
        Assert.Equal(program, new FileInfo(node.Context.Files.Locate(NodePaths.ComposedBinFolder + "/acr")).LinkTarget);
    }

    [Fact]
    public void Takes_our_own_files_in_the_admins_flags_for_ours() =>
        Assert.Equal(
            ["ecr-credential-provider"],
            Names(Decide(new ProviderFlags(NodePaths.Config, "/usr/local/bin"))));

    public void Dispose() => host.Dispose();

    private static string Config(string name, params string[] images) =>
        $"""
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
          - name: {name}
            apiVersion: credentialprovider.kubelet.k8s.io/v1
            defaultCacheDuration: 5m
            matchImages: {JsonSerializer.Serialize(images)}
        """;

    private static CredentialProviderConfig Read(Wiring wiring) =>
        CredentialProviderConfigReader.Read(wiring.Config, "composed", new KubeletVersion(1, 36)).Config!;

    private static IEnumerable<string> Names(Wiring wiring) => Read(wiring).Providers.Select(provider => provider.Name);

    private Wiring Decide(ProviderFlags theirs) => Wiring.Decide(host.Context, theirs, new KubeletVersion(1, 36));
}
