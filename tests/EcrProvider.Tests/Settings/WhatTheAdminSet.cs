using EcrProvider.Messages;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Settings;

public sealed class WhatTheAdminSet : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestHost host = new();

    [Fact]
    public void Is_taken_from_the_environment_before_the_file()
    {
        host.Environment["AWS_REGION"] = "from-environment";
        host.Write(ProviderSettings.Path, "AWS_REGION=from-file\nHTTPS_PROXY=http://proxy\nEMPTY=\n");

        ProviderSettings settings = ProviderSettings.Load(host.Context);

        Assert.Equal(("from-environment", "http://proxy", null), (settings["AWS_REGION"], settings["HTTPS_PROXY"], settings["EMPTY"]));
        Assert.Equal(["HTTPS_PROXY"], host.Exported.Keys);
    }

    [Fact]
    public void Need_not_be_anything() => Assert.Null(ProviderSettings.Load(host.Context)["AWS_REGION"]);

    [Theory]
    [InlineData(UnixFileMode.OtherRead, "AWS_SECRET_ACCESS_KEY=s", "ECR302")]
    [InlineData(UnixFileMode.OtherRead, "AWS_SESSION_TOKEN=s", "ECR302")]
    [InlineData(UnixFileMode.OtherWrite, "AWS_REGION=x", "ECR303")]
    [InlineData(UnixFileMode.GroupWrite, "AWS_REGION=x", "ECR303")]
    public void Is_refused_when_others_can_read_a_secret_or_write(UnixFileMode others, string text, string id)
    {
        host.Write(ProviderSettings.Path, text, Private | others);

        Assert.Equal(id, Assert.Throws<ProviderException>(() => ProviderSettings.Load(host.Context)).Line.Id);
    }

    [Theory]
    [InlineData("AWS_REGION=x")]
    [InlineData("AWS_SECRET_ACCESS_KEY=")]
    public void May_be_read_by_all_without_a_secret_in_it(string text)
    {
        host.Write(ProviderSettings.Path, text, Private | UnixFileMode.OtherRead);

        ProviderSettings.Load(host.Context);
    }

    [Fact]
    public void Is_refused_when_it_cannot_be_read()
    {
        Directory.CreateDirectory(Path.Join(host.Root, ProviderSettings.Path));

        Assert.Equal("ECR301", Assert.Throws<ProviderException>(() => ProviderSettings.Load(host.Context)).Line.Id);
    }

    [Fact]
    public void Is_not_quoted_where_it_may_hold_a_password()
    {
        Assert.DoesNotContain("s3cret", SettingsMessages.Invalid("ECR_DEADLINE", "user:s3cret@host", "a number").ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", ImdsMessages.BadEndpoint("user:s3cret@host").ToString(), StringComparison.Ordinal);
        Assert.Contains("\"soon\"", SettingsMessages.Invalid("ECR_DEADLINE", "soon", "a number").ToString(), StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();
}
