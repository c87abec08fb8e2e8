using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;
using Xunit;

namespace EcrProvider.Tests.Kubelet;

/// <summary>A file or a folder of configs, and the programs that they name.</summary>
public sealed class ConfigsOfProviders : IDisposable
{
    private const string Folder = "/etc/providers";
    private const string Programs = "/opt/bin";

    private readonly TestHost host = new();

    public ConfigsOfProviders()
    {
        Program("a");
        Program("b");
    }

    [Fact]
    public void May_be_in_a_folder_of_which_kubelet_reads_three_endings_in_the_order_of_their_names()
    {
        Write("2.json", "b");
        Write("1.yaml", "a");
        Write("README", "x");
        Write("3.yml", "c");
        Program("c");

        Assert.Equal(["a", "b", "c"], Read(34).Set!.Config.Providers.Select(provider => provider.Name));
        Assert.Equal((Programs, "kubelet.config.k8s.io/v1"), (Read(34).Set!.Folder, Read(34).Set!.Config.ApiVersion));
    }

    [Theory]
    [InlineData(34, 0, "it is a folder without a config")]
    [InlineData(33, 1, "it is a folder, which kubelet 1.34 or newer reads")]
    [InlineData(34, 101, "it is a folder with more than 100 configs")]
    public void Are_refused_in_a_folder_that_kubelet_would_not_read(int minor, int files, string why)
    {
        Directory.CreateDirectory(Path.Join(host.Root, Folder));
        for (int at = 0; at < files; at++)
        {
            Write($"{at}.yaml", "a");
        }

        Assert.Contains(why, Refusal(Read(minor)), StringComparison.Ordinal);
    }

    [Fact]
    public void May_be_a_hundred()
    {
        for (int at = 0; at < 100; at++)
        {
            Program($"p{at}");
            Write($"{at}.yaml", $"p{at}");
        }

        Assert.Equal(100, Read(34).Set?.Config.Providers.Count);
    }

    [Fact]
    public void Are_refused_when_two_files_name_one_provider()
    {
        Write("1.yaml", "a");
        Write("2.yaml", "a");

        Assert.Contains($"{Folder}/2.yaml: there is another provider \"a\" in {Folder}", Refusal(Read(34)), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_refused_when_a_program_is_missing_or_cannot_be_executed()
    {
        Write("1.yaml", "missing");
        Write("2.yaml", "text");
        host.Write($"{Programs}/text", "no mode");

        Assert.Equal(2, Read(34).Refusals.Count);
        Assert.All(Read(34).Refusals, refusal => Assert.Contains(Programs, refusal.Message.Text, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_told_apart_when_missing_unreadable_and_wrong()
    {
        Assert.Equal(NodeMessages.ConfigMissing("/etc/missing.yaml"), Single("/etc/missing.yaml"));

        host.Write("/etc/huge.yaml", Config("a").PadRight(ProviderSetReader.Limit + 1));
        Assert.StartsWith(NodeMessages.ConfigUnreadable("/etc/huge.yaml", "").Text, Single("/etc/huge.yaml").Text, StringComparison.Ordinal);

        host.Write("/etc/wrong.yaml", "kind: x");
        (ProviderSet? set, IReadOnlyList<Refusal> refusals) = ProviderSetReader.Read(host.Context, "/etc/wrong.yaml", Programs, new KubeletVersion(1, 36));
        Assert.Null(set);
        Assert.All(refusals, refusal => Assert.Equal("/etc/wrong.yaml", refusal.Place?.File));

        Message Single(string path) => Assert.Single(ProviderSetReader.Read(host.Context, path, Programs, new KubeletVersion(1, 36)).Refusals).Message;
    }

    [Theory]
    [InlineData(UnixFileMode.GroupWrite)]
    [InlineData(UnixFileMode.OtherWrite)]
    public void Are_refused_when_ours_can_be_written_by_others_and_theirs_are_not(UnixFileMode others)
    {
        const UnixFileMode mine = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        host.Write(NodePaths.Config, Config("a"), mine | others);
        host.Write("/etc/theirs.yaml", Config("a"), mine | others);

        Assert.Contains(NodePaths.Config, Refusal(ProviderSetReader.Read(host.Context, NodePaths.Config, Programs, kubelet: null)), StringComparison.Ordinal);
        Assert.NotNull(ProviderSetReader.Read(host.Context, "/etc/theirs.yaml", Programs, kubelet: null).Set);

        host.Write(NodePaths.Config, Config("a"), mine);
        Assert.NotNull(ProviderSetReader.Read(host.Context, NodePaths.Config, Programs, kubelet: null).Set);
    }

    [Fact]
    public void Of_two_authors_make_one_in_which_our_entry_is_theirs_with_our_program_and_both_image_lists()
    {
        CredentialProvider theirs = new("a", ["x.io", "y.io"], "1h", "credentialprovider.kubelet.k8s.io/v1beta1", ["arg"], [new("N", "v")], TokenAttributes: null);
        CredentialProvider other = theirs with { Name = "b" };
        CredentialProvider ours = new("a", ["y.io", "z.io"], "5m", "credentialprovider.kubelet.k8s.io/v1", [], [], TokenAttributes: null);
        CredentialProvider more = ours with { Name = "c" };

        (CredentialProviderConfig merged, IReadOnlyDictionary<string, string> programs) = ProviderSet.Merge(
            new(new("kubelet.config.k8s.io/v1beta1", [other, theirs]), "/their/bin/"), new(new("kubelet.config.k8s.io/v1", [ours, more]), "/our/bin"));

        Assert.Equal("kubelet.config.k8s.io/v1", merged.ApiVersion);
        Assert.Equal(["b", "a", "c"], merged.Providers.Select(provider => provider.Name));
        Assert.Equal(["x.io", "y.io", "z.io"], merged.Providers[1].MatchImages);
        Assert.Equal(theirs with { MatchImages = merged.Providers[1].MatchImages }, merged.Providers[1]);
        Assert.Equal(
            new Dictionary<string, string> { ["b"] = "/their/bin/b", ["a"] = "/our/bin/a", ["c"] = "/our/bin/c" }, programs);
    }

    public void Dispose() => host.Dispose();

    private static string Config(string provider) => FakeNode.GoodConfig.Replace("name: ecr-credential-provider", "name: " + provider, StringComparison.Ordinal);

    private static string Refusal((ProviderSet? Set, IReadOnlyList<Refusal> Refusals) read)
    {
        Assert.Null(read.Set);
        return Assert.Single(read.Refusals).Message.Text;
    }

    private void Write(string file, string provider) => host.Write($"{Folder}/{file}", file.EndsWith(".json", StringComparison.Ordinal)
        ? $$"""
            {"apiVersion":"kubelet.config.k8s.io/v1","kind":"CredentialProviderConfig","providers":[{"name":"{{provider}}",
            "apiVersion":"credentialprovider.kubelet.k8s.io/v1","defaultCacheDuration":"5m","matchImages":["*.io"]}]}
            """
        : Config(provider));

    private void Program(string name) => host.Write($"{Programs}/{name}", "", UnixFileMode.UserRead | UnixFileMode.UserExecute);

    private (ProviderSet? Set, IReadOnlyList<Refusal> Refusals) Read(int minor) =>
        ProviderSetReader.Read(host.Context, Folder, Programs, new KubeletVersion(1, minor));
}
