using System.Text;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Tokens;

public class AuthorizationDataOfECR
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);
    private static readonly Registry Registry = Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/app")!;

    [Fact]
    public void Is_user_and_password_at_the_first_colon()
    {
        AuthorizationToken token = Read("AWS:a:b", Now.AddSeconds(1));

        Assert.Equal(("AWS", "a:b"), (token.UserName, token.Password.Reveal()));
    }

    [Fact]
    public void Does_not_show_the_password_when_it_is_printed() =>
        Assert.DoesNotContain("hunter2", Read("AWS:hunter2", Now.AddHours(1)).ToString(), StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("AWS")]
    [InlineData(":x")]
    [InlineData("AWS:")]
    public void Is_refused_without_user_or_password(string pair) =>
        Assert.Equal("ECR211", Assert.Throws<ProviderException>(() => Read(pair, Now.AddHours(1))).Line.Id);

    [Theory]
    [InlineData(null, "holds no authorizationToken")]
    [InlineData("%%%", "that is not base64")]
    [InlineData("QVdT", "that is not USER:PASSWORD")]
    public void Is_refused_when_it_is_absent_or_no_base64_or_no_pair_and_the_message_says_which(string? token, string why)
    {
        Message line = Assert.Throws<ProviderException>(() => AuthorizationDataReader.Read(Registry, token, null, Now)).Line;

        Assert.Equal("ECR211", line.Id);
        Assert.Contains(why, line.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Is_refused_when_it_has_expired() =>
        Assert.Equal("ECR212", Assert.Throws<ProviderException>(() => Read("AWS:x", Now)).Line.Id);

    private static AuthorizationToken Read(string pair, DateTimeOffset expiresAt) =>
        AuthorizationDataReader.Read(Registry, Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)), expiresAt, Now);
}
