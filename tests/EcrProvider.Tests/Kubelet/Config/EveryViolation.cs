using System.Globalization;
using System.Text;
using System.Text.Json;
using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>What is said of a config with one mistake: all of it, and nothing beside.</summary>
public class EveryViolation
{
    private static readonly string Good = MistakesInAConfig.Good.Replace("    env:", "    args: [get-credentials]\n    env:", StringComparison.Ordinal);

    private static readonly (string Replace, string With)[] Mistakes =
    [
        ("apiVersion: kubelet.config.k8s.io/v1\n", ""),
        ("kubelet.config.k8s.io/v1\n", "\n"),
        ("kubelet.config.k8s.io/v1\n", "\"\"\n"),
        ("kubelet.config.k8s.io/v1\n", "kubelet.config.k8s.io/v2\n"),
        ("kubelet.config.k8s.io/v1\n", "v1\n"),
        ("kubelet.config.k8s.io/v1\n", "1\n"),
        ("kind: CredentialProviderConfig\n", ""),
        ("kind: CredentialProviderConfig\n", "kind: KubeletConfiguration\n"),
        ("kind: CredentialProviderConfig\n", "kind: [CredentialProviderConfig]\n"),
        ("kind: ", "more: 1\nkind: "),
        ("kind: ", "Kind: x\nkind: "),
        ("kind: ", "kind: CredentialProviderConfig\nkind: "),
        ("kind: ", "root:$6$salt: 1\nkind: "),
        ("  - name: ecr\n", "  - text\n  - name: ecr\n"),
        ("  - name: ecr\n", "  - ~\n  - name: ecr\n"),
        ("    apiVersion: credentialprovider.kubelet.k8s.io/v1\n", ""),
        ("    apiVersion: credentialprovider.kubelet.k8s.io/v1\n", "    apiVersion: credentialprovider.kubelet.k8s.io/v2\n"),
        ("name: ecr\n", "args: []\n"),
        ("name: ecr\n", "name: 12\n"),
        ("name: ecr\n", "name: [ecr]\n"),
        ("name: ecr\n", "name: {ecr: 1}\n"),
        ("name: ecr\n", "name: on\n"),
        ("name: ecr\n", "name: .\n"),
        ("name: ecr\n", "name: ..\n"),
        ("name: ecr\n", "name: bin/ecr\n"),
        ("name: ecr\n", "name: \"e\\u0001\"\n"),
        ("5m", "\"\""),
        ("5m", "5"),
        ("5m", "~"),
        ("5m", "5 minutes"),
        ("5m", "-1s"),
        ("matchImages:\n      - \"*.dkr.ecr.*.amazonaws.com\"\n", "matchImages: []\n"),
        ("matchImages:\n      - \"*.dkr.ecr.*.amazonaws.com\"\n", "env: []\n"),
        ("matchImages:\n      - \"*.dkr.ecr.*.amazonaws.com\"\n", "matchImages: \"*.io\"\n"),
        ("- \"*.dkr.ecr.*.amazonaws.com\"", "- a.io\n      - \"a b\""),
        ("- \"*.dkr.ecr.*.amazonaws.com\"", "- a.io\n      - 12"),
        ("- \"*.dkr.ecr.*.amazonaws.com\"", "- a.io:80x"),
        ("- \"*.dkr.ecr.*.amazonaws.com\"", "- a.io/a?"),
        ("[get-credentials]", "[a, 1, [b]]"),
        ("[get-credentials]", "{a: b}"),
        ("- name: ACCOUNT\n        value: \"123456789012\"", "- ACCOUNT"),
        ("- name: ACCOUNT\n        value: \"123456789012\"", "ACCOUNT"),
        ("name: ACCOUNT", "name: 1"),
        ("\"123456789012\"", "off"),
        ("\"123456789012\"", "12"),
        ("\"123456789012\"", "{a: 12}"),
        ("value: \"123456789012\"", "valeu: 12"),
    ];

    private static readonly string[] Files =
    [
        "", "~", "# none\n", "text", "12", "[]", "providers: []", "{\"apiVersion\": \"x\",}", "a: \u0001",
        Good + "\n  - name: ecr\n    apiVersion: credentialprovider.kubelet.k8s.io/v1\n    defaultCacheDuration: \"0\"\n    matchImages: [a.io]\n",
        "apiVersion: kubelet.config.k8s.io/v1\nkind: CredentialProviderConfig\nproviders: [{}, {}]\n",
    ];

    [Fact]
    public void Is_told_with_its_place_and_what_to_write_instead()
    {
        var said = new StringBuilder();
        foreach ((string replace, string with) in Mistakes)
        {
            string text = Good.Replace(replace, with, StringComparison.Ordinal);
            Assert.NotEqual(Good, text);
            Tell(with.Length > 0 ? with : "without " + replace, text);
        }

        Array.ForEach(Files, text => Tell(text, text));
        Snapshot.Matches("config-violations.txt", said.ToString());

        void Tell(string shown, string text)
        {
            IReadOnlyList<Violation> violations = Read(text);
            Assert.NotEmpty(violations);
            said.Append(CultureInfo.InvariantCulture, $"{JsonSerializer.Serialize(shown)}\n");
            foreach (Violation violation in violations)
            {
                said.Append(CultureInfo.InvariantCulture, $"  {violation}\n");
            }
        }
    }

    [Theory]
    [InlineData("apiVersion: credentialprovider.kubelet.k8s.io/v1\n", "apiVersion: credentialprovider.kubelet.k8s.io/v1alpha1\n")]
    [InlineData("apiVersion: credentialprovider.kubelet.k8s.io/v1\n", "apiVersion: credentialprovider.kubelet.k8s.io/v1beta1\n")]
    [InlineData("kubelet.config.k8s.io/v1\n", "kubelet.config.k8s.io/v1alpha1\n")]
    [InlineData("kubelet.config.k8s.io/v1\n", "kubelet.config.k8s.io/v1beta1\n")]
    [InlineData("5m", "\"0\"")]
    [InlineData("[get-credentials]", "~")]
    [InlineData("\"123456789012\"", "~")]
    [InlineData("name: ecr", "name: ...")]
    public void Is_none_of_what_kubelet_takes(string replace, string with) =>
        Assert.Empty(Read(Good.Replace(replace, with, StringComparison.Ordinal)));

    private static IReadOnlyList<Violation> Read(string text) =>
        CredentialProviderConfigReader.Read(Encoding.UTF8.GetBytes(text), "x.yaml", new KubeletVersion(1, 36)).Violations;
}
