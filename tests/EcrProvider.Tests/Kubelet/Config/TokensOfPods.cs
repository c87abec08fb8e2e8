using System.Text;
using EcrProvider.Kubelet.Config;
using Xunit;

namespace EcrProvider.Tests.Kubelet.Config;

/// <summary>tokenAttributes (KEP-4412), and the one form in which kubelet is given a config.</summary>
public class TokensOfPods
{
    private const string Attributes = "serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: true";

    [Theory]
    [InlineData("cacheType: Token, requireServiceAccount: true", "serviceAccountTokenAudience", "it is missing: write e.g. sts.amazonaws.com")]
    [InlineData("serviceAccountTokenAudience: a, requireServiceAccount: true", "cacheType", "it is missing: write ServiceAccount or Token")]
    [InlineData("serviceAccountTokenAudience: a, cacheType: Pod, requireServiceAccount: true", "cacheType", "it is \"Pod\": write ServiceAccount or Token")]
    [InlineData("serviceAccountTokenAudience: a, cacheType: Token", "requireServiceAccount", "it is missing: write true or false")]
    [InlineData("serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: \"true\"", "requireServiceAccount", "it is a text: write true or false, without quotes")]
    [InlineData("serviceAccountTokenAudience: a, cacheType: Token, requireServiceAccount: no, requiredServiceAccountAnnotationKeys: [a/b]", "requiredServiceAccountAnnotationKeys", "annotations can be required only with requireServiceAccount: true")]
    [InlineData(Attributes + ", requiredServiceAccountAnnotationKeys: [a/b], optionalServiceAccountAnnotationKeys: [c, a/b]", "optionalServiceAccountAnnotationKeys", "\"a/b\" is required as well: delete it from one of the two")]
    [InlineData(Attributes + ", optionalServiceAccountAnnotationKeys: [c, d, c]", "optionalServiceAccountAnnotationKeys[2]", "\"c\" is there twice")]
    [InlineData(Attributes + ", requiredServiceAccountAnnotationKeys: [ok, a b]", "requiredServiceAccountAnnotationKeys[1]", "\"a b\" is no annotation key: write PREFIX/NAME")]
    public void Are_refused_with_what_kubelet_has_against_them(string attributes, string field, string problem)
    {
        Violation violation = Assert.Single(Read(attributes).Violations);

        Assert.Equal(("providers[0].tokenAttributes." + field, problem), (violation.Path, violation.Problem));
    }

    [Fact]
    public void Go_only_with_the_first_stable_versions_and_a_kubelet_that_knows_them()
    {
        Assert.Contains(Read(Attributes, kubelet: new KubeletVersion(1, 33)).Violations, violation => violation.Problem.Contains("1.34 or newer", StringComparison.Ordinal));
        Assert.Contains(Read(Attributes, kubelet: null).Violations, violation => violation.Problem.Contains("1.34 or newer", StringComparison.Ordinal));
        Assert.Contains(Read(Attributes, config: "v1beta1").Violations, violation => violation.Problem.Contains("only a config of apiVersion", StringComparison.Ordinal));
        Assert.Contains(Read(Attributes, provider: "v1beta1").Violations, violation => violation.Problem.Contains("it goes with apiVersion", StringComparison.Ordinal));
        Assert.NotNull(Read(Attributes, kubelet: new KubeletVersion(2, 0)).Config);
    }

    [Theory]
    [InlineData("eks.amazonaws.com/ecr-role-arn", true)]
    [InlineData("name", true)]
    [InlineData("A_b.c-9", true)]
    [InlineData("a/b/c", false)]
    [InlineData("/name", false)]
    [InlineData("prefix/", false)]
    [InlineData("-name", false)]
    [InlineData("name.", false)]
    [InlineData("na$me", false)]
    [InlineData("Prefix/name", false)]
    [InlineData("pre..fix/name", false)]
    [InlineData("-prefix.example/name", false)]
    [InlineData("prefix-.example/name", false)]
    [InlineData("pre_fix/name", false)]
    [InlineData("p9-x.example/name", true)]
    public void Carry_annotations_whose_keys_are_qualified_names(string key, bool accepted) =>
        Assert.Equal(accepted, Read($"{Attributes}, optionalServiceAccountAnnotationKeys: [\"{key}\"]").Config is not null);

    [Theory]
    [InlineData(63, 253, true)]
    [InlineData(64, 253, false)]
    [InlineData(63, 254, false)]
    public void Carry_annotations_of_no_longer_a_key_than_Kubernetes_has(int name, int prefix, bool accepted) =>
        Assert.Equal(
            accepted,
            Read($"{Attributes}, optionalServiceAccountAnnotationKeys: [\"{new string('p', prefix)}/{new string('n', name)}\"]").Config is not null);

    [Fact]
    public void Are_given_to_kubelet_with_all_else_as_JSON_with_every_string_in_quotes()
    {
        ReadResult read = Read(
            "serviceAccountTokenAudience: a, cacheType: ServiceAccount, requireServiceAccount: on, requiredServiceAccountAnnotationKeys: [r], optionalServiceAccountAnnotationKeys: [o]",
            more: "\n    args: [get-credentials, \"1\"]\n    env:\n      - {name: NAME, value: \"on\"}\n      - {name: EMPTY}");

        Assert.Empty(read.Violations);
        Assert.Equal(
            """
            {"apiVersion":"kubelet.config.k8s.io/v1","kind":"CredentialProviderConfig","providers":[{"name":"ecr","matchImages":["*.io"],"defaultCacheDuration":"5m",
            "apiVersion":"credentialprovider.kubelet.k8s.io/v1","args":["get-credentials","1"],"env":[{"name":"NAME","value":"on"},{"name":"EMPTY","value":""}],
            "tokenAttributes":{"serviceAccountTokenAudience":"a","cacheType":"ServiceAccount","requireServiceAccount":true,
            "requiredServiceAccountAnnotationKeys":["r"],"optionalServiceAccountAnnotationKeys":["o"]}}]}
            """.ReplaceLineEndings(""),
            System.Text.Json.Nodes.JsonNode.Parse(CanonicalJson.Write(read.Config!))!.ToJsonString());
    }

    private static ReadResult Read(string attributes, string more = "", string config = "v1", string provider = "v1") => Read(attributes, new KubeletVersion(1, 34), more, config, provider);

    private static ReadResult Read(string attributes, KubeletVersion? kubelet, string more = "", string config = "v1", string provider = "v1") =>
        CredentialProviderConfigReader.Read(
            Encoding.UTF8.GetBytes(
                $"apiVersion: kubelet.config.k8s.io/{config}\nkind: CredentialProviderConfig\nproviders:\n  - name: ecr\n"
                + $"    apiVersion: credentialprovider.kubelet.k8s.io/{provider}\n    defaultCacheDuration: 5m\n    matchImages: [\"*.io\"]\n"
                + $"    tokenAttributes: {{{attributes}}}{more}"),
            "x.yaml",
            kubelet);
}
