using EcrProvider.Messages;
using EcrProvider.Plugin;
using Xunit;

namespace EcrProvider.Tests.Plugin;

public sealed class WhatKubeletAsks : IDisposable
{
    private readonly TestHost host = new();

    [Theory]
    [InlineData("v1")]
    [InlineData("v1beta1")]
    [InlineData("v1alpha1")]
    public void Is_read_in_every_version(string version)
    {
        host.Input = $$$"""
            {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/{{{version}}}","image":"r/app","new":{"a":[1]}}
            """;

        CredentialProviderRequest request = RequestReader.Read(host.Context);

        Assert.Equal(("credentialprovider.kubelet.k8s.io/" + version, "r/app", null), (request.ApiVersion, request.Image, request.ServiceAccount));
    }

    [Theory]
    [InlineData("""{"other":"x","eks.amazonaws.com/ecr-role-arn":"arn:role"}""", "arn:role")]
    [InlineData("""{"eks.amazonaws.com/role-arn":"arn:another"}""", null)]
    [InlineData("null", null)]
    public void May_carry_a_service_account(string annotations, string? role)
    {
        host.Input = $$$"""
            {"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"r/app",
             "serviceAccountToken":"a.b.c","serviceAccountAnnotations":{{{annotations}}}}
            """;

        CredentialProviderRequest request = RequestReader.Read(host.Context);

        Assert.Equal(("a.b.c", role), (request.ServiceAccount!.Token.Reveal(), request.ServiceAccount.Role));
        Assert.DoesNotContain("a.b.c", request.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "ECR101")]
    [InlineData(" \n\t", "ECR101")]
    [InlineData("hello", "ECR103")]
    [InlineData("[]", "ECR103")]
    [InlineData("{", "ECR103")]
    [InlineData("{} {}", "ECR103")]
    [InlineData("{\"kind\":1}", "ECR103")]
    [InlineData("{\"kind\":\"\\ud800\"}", "ECR103")]
    [InlineData("{}", "ECR104")]
    [InlineData("{\"kind\":\"Pod\"}", "ECR104")]
    [InlineData("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v2\"}", "ECR105")]
    [InlineData("{\"kind\":\"CredentialProviderRequest\",\"apiVersion\":\"credentialprovider.kubelet.k8s.io/v1\"}", "ECR106")]
    public void Is_refused_with_its_own_message(string input, string id)
    {
        host.Input = input;

        Assert.Equal(id, Refusal().Id);
    }

    [Fact]
    public void Is_refused_when_it_is_larger_than_any_request()
    {
        host.Input = new string('x', 10_000_000);

        Assert.Equal("ECR102", Refusal().Id);
    }

    [Fact]
    public void Is_never_quoted_when_it_is_broken_and_holds_a_token()
    {
        host.Input = """{"serviceAccountToken":"eyJhbGciOi","kind":x}""";

        Assert.DoesNotContain("eyJ", Refusal().ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Cannot_write_more_than_one_line_into_the_log()
    {
        host.Input = """{"kind":"a\nb\u001b[31m\u2028\u202ec"}""";

        string line = Refusal().ToString();

        Assert.Contains("\"a b [31m c\"", line, StringComparison.Ordinal);
        Assert.DoesNotContain(line, char.IsControl);
    }

    public void Dispose() => host.Dispose();

    private Message Refusal() => Assert.Throws<ProviderException>(() => RequestReader.Read(host.Context)).Line;
}
