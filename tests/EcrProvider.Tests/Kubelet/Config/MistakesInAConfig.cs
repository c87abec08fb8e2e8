using System.Globalization;
using System.Text;
using CsCheck;
using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

public class MistakesInAConfig
{
    /// <summary>A config that kubelet takes.</summary>
    internal const string Good =
        """
        apiVersion: kubelet.config.k8s.io/v1
        kind: CredentialProviderConfig
        providers:
          - name: ecr
            apiVersion: credentialprovider.kubelet.k8s.io/v1
            defaultCacheDuration: 5m
            matchImages:
              - "*.dkr.ecr.*.amazonaws.com"
            env:
              - name: ACCOUNT
                value: "123456789012"
        """;

    [Fact]
    public void Are_none_in_the_file_we_ship()
    {
        string shipped = Path.Join(Sources.Root, "debian", "config.yaml");

        ReadResult read = CredentialProviderConfigReader.Read(File.ReadAllBytes(shipped), "config.yaml");

        Assert.Empty(read.Violations);
        Assert.Equal("ecr-credential-provider", Assert.Single(read.Config!.Providers).Name);
    }

    [Theory]
    [InlineData("name: ecr", "name: 123456789012", 4, 11, "providers[0].name", "it is the number 123456789012 in kubelet's YAML 1.1, and has to be a text: write \"123456789012\"")]
    [InlineData("\"123456789012\"", "on", 11, 16, "providers[0].env[0].value", "it is a truth value in kubelet's YAML 1.1, and has to be a text: write it in quotes")]
    [InlineData("\"123456789012\"", "0x_1F", 11, 16, "providers[0].env[0].value", "it is a number")]
    [InlineData("\"123456789012\"", "[a]", 11, 16, "providers[0].env[0].value", "it is a list, and has to be a text")]
    [InlineData("matchImages", "matchimages", 7, 5, "providers[0].matchimages", "kubelet does not know this field: write matchImages")]
    [InlineData("kind: Cred", "kind: X", 2, 7, "kind", "write CredentialProviderConfig")]
    [InlineData("5m", "1d", 6, 27, "providers[0].defaultCacheDuration", "\"1d\" is no duration of Go's")]
    [InlineData("5m", "-5m", 6, 27, "providers[0].defaultCacheDuration", "no duration")]
    [InlineData("name: ecr", "name: ../ecr", 4, 11, "providers[0].name", "it has a '/'")]
    [InlineData("name: ecr", "name: \"e c\"", 4, 11, "providers[0].name", "it has a blank")]
    [InlineData("amazonaws.com\"", "amazonaws.com:*\"", 8, 9, "providers[0].matchImages[0]", "'*' cannot stand in a port")]
    [InlineData("    env:", "    env: {}\n    args: x\n    x:", 9, 10, "providers[0].env", "has to be a list")]
    [InlineData("kind:", "kind: a\nkind:", 3, 1, "kind", "it is there twice")]
    [InlineData("  - name: ecr", "  - x: &a [*a]", 4, 13, "", "no anchor before it")]
    [InlineData("kind:", "kind: [", 2, 1, "", "it is not YAML")]
    [InlineData("kind: ", "kind: !!binary ", 2, 7, "", "the tag tag:yaml.org,2002:binary has no place here")]
    public void Are_named_with_line_column_path_and_remedy(string replace, string with, int line, int column, string path, string problem)
    {
        string text = Good.Replace(replace, with, StringComparison.Ordinal);

        Assert.Contains(Read(text).Violations, violation =>
            (violation.Line, violation.Path) == (line, path)
            && (path.Length == 0 || violation.Column == column)
            && violation.Problem.Contains(problem, StringComparison.Ordinal));
    }

    [Fact]
    public void Are_all_named_at_once_in_the_order_of_the_file() =>
        Assert.Equal(
            ["kind", "providers[0].matchImages", "providers[0].name", "providers[0].apiVersion"],
            Read("apiVersion: kubelet.config.k8s.io/v1\nproviders: [{name: a/b,\n    apiVersion: v1, defaultCacheDuration: 1h}]").Violations
                .Select(violation => violation.Path));

    [Theory]
    [InlineData(32, false)]
    [InlineData(33, false)]
    [InlineData(34, true)]
    public void Include_what_only_a_newer_kubelet_knows(int minor, bool accepted)
    {
        string text = Good + "\n    tokenAttributes: {serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: true}";

        ReadResult read = CredentialProviderConfigReader.Read(Encoding.UTF8.GetBytes(text), "x.yaml", new KubeletVersion(1, minor));

        Assert.Equal(accepted, read.Config is not null);
    }

    [Theory]
    [InlineData("\"123456789012\"", "424242")]
    [InlineData("- name: ACCOUNT\n            value: \"123456789012\"", "- ACCOUNT=424242")]
    [InlineData("- name: ACCOUNT\n            value: \"123456789012\"", "AWS_SECRET_ACCESS_KEY=424242")]
    public void In_the_environment_of_a_provider_are_named_without_its_values(string replace, string with)
    {
        string text = Good.Replace(replace.Replace("\n    ", "\n", StringComparison.Ordinal), with, StringComparison.Ordinal);

        Assert.Contains("424242", text, StringComparison.Ordinal);
        Assert.NotEmpty(Read(text).Violations);
        Assert.All(Read(text).Violations, violation => Assert.DoesNotContain("424242", violation.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("root:$6$salt$hash:19000:0:99999:7:::")]
    [InlineData("root:$6$salt$hash:19000:0:99999:7:::\nbin:*:19000:0:99999:7:::\n")]
    [InlineData("$6$salt")]
    [InlineData("[$6$salt]")]
    public void Of_a_file_that_is_no_config_do_not_quote_it(string text)
    {
        Assert.NotEmpty(Read(text).Violations);
        Assert.All(Read(text).Violations, violation => Assert.DoesNotContain("$6$", violation.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("v1", true)]
    [InlineData("v1beta1", false)]
    [InlineData("v1alpha1", false)]
    public void Include_token_attributes_in_an_older_config(string version, bool accepted)
    {
        string text = Good.Replace("kubelet.config.k8s.io/v1", "kubelet.config.k8s.io/" + version, StringComparison.Ordinal)
            + "\n    tokenAttributes: {serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: true}";

        ReadResult read = CredentialProviderConfigReader.Read(Encoding.UTF8.GetBytes(text), "x.yaml", new KubeletVersion(1, 36));

        Assert.Equal(accepted, read.Config is not null);
    }

    [Fact]
    public void Cannot_fill_the_memory_with_one_text_that_is_repeated()
    {
        string repeated = string.Concat(Enumerable.Repeat("*a,", 10_000));
        string text = Good + $"\n    args: [&a {new string('x', 100_000)}, {repeated}]";

        Assert.Contains("parts", Assert.Single(Read(text).Violations).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Cannot_fill_the_memory()
    {
        StringBuilder bomb = new("a0: &a0 [x]\n");
        for (int level = 1; level < 30; level++)
        {
            bomb.Append(CultureInfo.InvariantCulture, $"a{level}: &a{level} [*a{level - 1}, *a{level - 1}, *a{level - 1}]\n");
        }

        Assert.Contains("parts", Assert.Single(Read(bomb.ToString()).Violations).Problem, StringComparison.Ordinal);
        Assert.Contains("nested", Assert.Single(Read(new string('[', 5000)).Violations).Problem, StringComparison.Ordinal);
        Assert.NotEmpty(Read(new string('{', 100_000)).Violations);
        Assert.InRange(Read("providers: [" + string.Concat(Enumerable.Repeat("1,", 10_000)) + "]").Violations.Count, 1, 100);
    }

    [Fact]
    public void Never_make_the_reader_fail()
    {
        string[] fragments =
            ["apiVersion: ", "kubelet.config.k8s.io/v1", "\n", "  ", "- ", "name: ", "providers:", "{", "}", "[", "]", ",", "&a ", "*a", "\"", "'", "|", ">", "~", "yes", "1", "!!str ", "\t", "#", "---", "...", "%", "@", "? ", ": ", "\u00e9", "\ud83d\ude00", "<<: "];
        Gen.OneOfConst(fragments).Array[0, 40].Select(string.Concat).Sample(
            text => Assert.All(Read(text).Violations, violation => Assert.True(violation is { Line: >= 1, Column: >= 1 })), iter: 3000);
        Gen.Byte.Array[0, 300].Sample(bytes => Assert.NotEmpty(CredentialProviderConfigReader.Read(bytes, "x").Violations), iter: 1000);
    }

    private static ReadResult Read(string text) => CredentialProviderConfigReader.Read(Encoding.UTF8.GetBytes(text), "x.yaml");
}
