using EcrProvider.Commands;
using EcrProvider.Kubelet;
using EcrProvider.Tests.Kubelet;
using Xunit;

namespace EcrProvider.Tests.Commands;

public sealed class ConfigsOfANode : IDisposable
{
    private const string Theirs = """
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
          - name: gcr
            apiVersion: credentialprovider.kubelet.k8s.io/v1
            defaultCacheDuration: 1h
            matchImages: ["gcr.io"]
            env:
              - {name: GCR_TOKEN, value: "s3cret"}
              - {name: PROXY, value: "http://user:s3cret@proxy"}
              - {name: REGION, value: "eu"}

        """;

    private readonly FakeNode node = new();

    [Fact]
    public void Are_valid_by_the_rules_of_the_nodes_kubelet()
    {
        Assert.Equal(0, Run("config", "validate"));
        Assert.Equal("/etc/ecr-credential-provider/config.yaml: valid for kubelet 1.36 (ecr-credential-provider)\n", node.Host.Output);
    }

    [Fact]
    public void Are_refused_with_file_line_and_column_of_every_violation()
    {
        node.Host.Write("/srv/a.yaml", FakeNode.GoodConfig.Replace("kind", "Kind", StringComparison.Ordinal).Replace("5m", "5", StringComparison.Ordinal));
        node.Host.Write("/srv/b.yaml", "providers: [");

        Assert.Equal(1, Run("config", "validate", NodePaths.Config, "/srv/a.yaml", "/srv/b.yaml", "/srv/missing.yaml"));
        Snapshot.Matches("config-validate.txt", node.Host.Output);
    }

    [Fact]
    public void Are_refused_in_json_too()
    {
        node.Host.Write("/srv/a.yaml", FakeNode.GoodConfig.Replace("5m", "5", StringComparison.Ordinal));

        Assert.Equal(1, Run("config", "validate", NodePaths.Config, "/srv/a.yaml", "--output", "json"));
        Snapshot.Matches("config-validate.json", node.Host.Output);
    }

    [Fact]
    public void Are_refused_when_their_programs_are_not_in_our_folder()
    {
        node.Host.Write("/srv/theirs.yaml", Theirs);

        Assert.Equal(1, Run("config", "validate", "/srv/theirs.yaml"));
        Assert.Contains("/usr/libexec/ecr-credential-provider/gcr is not an executable file", node.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_judged_with_the_folder_of_their_programs()
    {
        node.Host.Write("/srv/theirs.yaml", Theirs);
        node.Host.Write("/srv/bin/gcr", "theirs", UnixFileMode.UserRead | UnixFileMode.UserExecute);

        Assert.Equal(0, Run("config", "validate", "/srv/theirs.yaml", "--bin-dir", "/srv/bin"));
    }

    [Fact]
    public void Are_shown_without_the_secrets_of_arguments_and_of_variables_that_nobody_knows()
    {
        string config = FakeNode.GoodConfig + "    args: [get-credentials, --token=s3cret, s3cret]\n    env: [{name: MY_DB_PASS, value: s3cret}, {name: AWS_REGION, value: eu-west-1}]\n";
        node.Host.Write(NodePaths.Config, config);

        Assert.Equal(0, Run("config", "show"));
        Assert.DoesNotContain("s3cret", node.Host.Output, StringComparison.Ordinal);
        Assert.All(["get-credentials", "--token=(hidden)", "MY_DB_PASS", "eu-west-1"], word => Assert.Contains(word, node.Host.Output, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_shown_merged_and_without_what_may_be_a_secret()
    {
        node.Host.Write("/srv/theirs.yaml", Theirs);
        node.Host.Write("/srv/bin/gcr", "theirs", UnixFileMode.UserRead | UnixFileMode.UserExecute);
        node.Host.Write(
            "/etc/default/kubelet",
            "KUBELET_EXTRA_ARGS=--image-credential-provider-config=/srv/theirs.yaml --image-credential-provider-bin-dir=/srv/bin\n");

        Assert.Equal(0, Run("config", "show"));
        Snapshot.Matches("config-show.json", node.Host.Output);
        Assert.DoesNotContain("s3cret", node.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_shown_also_where_there_is_no_kubelet_yet()
    {
        node.Properties["LoadState"] = "not-found";
        node.Properties["ExecStart"] = "";

        Assert.Equal(0, Run("config", "show"));
        Assert.Contains("\"ecr-credential-provider\"", node.Host.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Are_not_shown_when_kubelet_would_be_started_without_them()
    {
        node.Host.Write(NodePaths.Config, "");

        Assert.Equal(1, Run("config", "show"));
        Assert.Equal("", node.Host.Output);
        Assert.Contains("ECR403", node.Host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => node.Dispose();

    private int Run(params string[] arguments) => CommandLine.Run(node.Context, arguments);
}
