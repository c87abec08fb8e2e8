using System.Buffers.Text;
using System.Text;
using EcrProvider.Aws.Identity;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Aws;

public sealed class WhoAPodIs : IDisposable
{
    private const string Private = "123456789012.dkr.ecr.us-west-2.amazonaws.com";

    private readonly TestHost host = new();

    [Theory]
    [InlineData("system:serviceaccount:shop:cart", "shop.cart")]
    [InlineData("system:serviceaccount:shop:a b/c", "shop.a-b-c")]
    [InlineData("system:node:x", "ecr-credential-provider")]
    public void Can_be_read_in_CloudTrail(string subject, string session) =>
        Assert.Equal(session, SessionName.OfServiceAccount(Token(subject)));

    [Theory]
    [InlineData("not a token")]
    [InlineData("a.b.c")]
    [InlineData("a.!.c")]
    public void Is_said_plainly_when_the_token_says_nothing(string token) =>
        Assert.Equal("ecr-credential-provider", SessionName.OfServiceAccount(token));

    [Fact]
    public void Fits_into_the_64_characters_of_a_session_name() =>
        Assert.Equal(64, SessionName.OfServiceAccount(Token("system:serviceaccount:shop:" + new string('x', 253))).Length);

    [Theory]
    [InlineData(Private, "arn:aws:iam::1:role/a", null, null, "service-account:arn:aws:iam::1:role/a")]
    [InlineData(Private, null, "arn:aws:iam::1:role/b", null, "service-account:arn:aws:iam::1:role/b")]
    [InlineData(Private, "arn:aws:iam::1:role/a", "arn:aws:iam::1:role/b", "node", "service-account:arn:aws:iam::1:role/a")]
    [InlineData(Private, null, null, "node", null)]
    public void Is_the_role_of_the_annotation_or_of_the_settings(string registry, string? annotated, string? role, string? fallback, string? expected) =>
        Assert.Equal(expected, Find(registry, annotated, role, fallback)?.Key);

    [Theory]
    [InlineData(Private, null, null, null, "ECR270")]
    [InlineData(Private, null, null, "none", "ECR270")]
    [InlineData(Private, null, null, "Node", "ECR304")]
    [InlineData(Private, "arn:aws-cn:iam::1:role/a", null, null, "ECR271")]
    [InlineData("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "arn:aws:iam::1:role/a", null, null, "ECR271")]
    [InlineData(Private, "role/a", null, "node", "ECR271")]
    public void Is_never_the_node_by_accident(string registry, string? annotated, string? role, string? fallback, string id) =>
        Assert.Equal(id, Assert.Throws<ProviderException>(() => Find(registry, annotated, role, fallback)).Line.Id);

    public void Dispose() => host.Dispose();

    private ServiceAccountIdentity? Find(string registry, string? annotated, string? role, string? fallback)
    {
        host.Environment["AWS_ECR_ROLE_ARN"] = role ?? "";
        host.Environment["ECR_SERVICE_ACCOUNT_FALLBACK"] = fallback ?? "";
        return ServiceAccountIdentity.Find(ProviderSettings.Load(host.Context), Registry.OfImage(registry)!, Token("system:serviceaccount:a:b"), annotated);
    }

    private static string Token(string subject) =>
        $"e30.{Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"sub":"{{subject}}"}"""))}.x";
}
