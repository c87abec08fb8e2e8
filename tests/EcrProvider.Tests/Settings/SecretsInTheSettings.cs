using EcrProvider.Messages;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Settings;

/// <summary>Who may read and who may write the admin's file, and what of it goes where.</summary>
public sealed class SecretsInTheSettings : IDisposable
{
    private const UnixFileMode Private = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly TestHost host = new();

    [Theory]
    [InlineData("AWS_SECRET_ACCESS_KEY=s")]
    [InlineData("AWS_SESSION_TOKEN=s")]
    [InlineData("AWS_CONTAINER_AUTHORIZATION_TOKEN=s")]
    [InlineData("AWS_ENDPOINT_URL_ECR=http://user:s@vpce.example.com")]
    [InlineData("HTTPS_PROXY=user:s@proxy:3128")]
    [InlineData("https_proxy=user:s@proxy:3128")]
    [InlineData("HTTP_PROXY=user:s@proxy:3128")]
    [InlineData("http_proxy=user:s@proxy:3128")]
    [InlineData("ALL_PROXY=user:s@proxy:3128")]
    [InlineData("all_proxy=user:s@proxy:3128")]
    public void Are_refused_where_all_can_read_them_and_the_one_is_named(string line)
    {
        host.Write(ProviderSettings.Path, $"AWS_REGION=x\n{line}\n", Private | UnixFileMode.OtherRead);

        Message refusal = Refusal();

        Assert.Equal("ECR302", refusal.Id);
        Assert.Contains(line.Split('=')[0], refusal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("AWS_PROFILE=team@example.com")]
    [InlineData("AWS_ENDPOINT_URL_ECR=http://vpce.example.com")]
    [InlineData("HTTPS_PROXY=proxy:3128")]
    public void Are_none_without_a_user_in_a_URL(string line)
    {
        host.Write(ProviderSettings.Path, line, Private | UnixFileMode.OtherRead);

        Assert.Equal(line.Split('=')[1], ProviderSettings.Load(host.Context)[line.Split('=')[0]]);
    }

    [Fact]
    public void May_be_read_by_the_files_group()
    {
        host.Write(ProviderSettings.Path, "AWS_SECRET_ACCESS_KEY=s", Private | UnixFileMode.GroupRead);

        Assert.Equal("s", ProviderSettings.Load(host.Context)["AWS_SECRET_ACCESS_KEY"]);
    }

    [Fact]
    public void Are_not_taken_from_a_file_that_another_user_owns()
    {
        Assert.SkipUnless(System.Environment.IsPrivilegedProcess, "only root can give a file away");
        host.Write(ProviderSettings.Path, "AWS_REGION=x");
        using (var chown = System.Diagnostics.Process.Start("chown", ["65534", Path.Join(host.Root, ProviderSettings.Path)]))
        {
            chown.WaitForExit();
        }

        Assert.Equal("ECR303", Refusal().Id);
    }

    [Fact]
    public void Are_not_taken_from_a_folder_in_which_others_can_exchange_the_file()
    {
        host.Write(ProviderSettings.Path, "AWS_REGION=x");
        File.SetUnixFileMode(Path.Join(host.Root, "etc"), (UnixFileMode)0b111_111_111);

        Assert.Equal("ECR305", Refusal().Id);
    }

    [Fact]
    public void Are_not_sought_in_a_file_that_is_larger_than_any_admins()
    {
        host.Write(ProviderSettings.Path, "AWS_REGION=x\n#".PadRight(64 * 1024));
        Assert.Equal("x", ProviderSettings.Load(host.Context)["AWS_REGION"]);

        host.Write(ProviderSettings.Path, "AWS_REGION=x\n#".PadRight((64 * 1024) + 1));
        Assert.Equal("ECR301", Refusal().Id);
    }

    [Fact]
    public void Are_exported_to_libraries_by_load_alone()
    {
        host.Environment["AWS_REGION"] = "of the environment";
        host.Write(ProviderSettings.Path, "AWS_REGION=x\nAWS_SESSION_TOKEN=s");

        ProviderSettings read = ProviderSettings.Read(host.Context);
        Assert.Empty(host.Exported);
        Assert.Equal(("of the environment", "s"), (read.Environment["AWS_REGION"], read.Environment["AWS_SESSION_TOKEN"]));
        Assert.Equal(("environment", ProviderSettings.Path), (read.SourceOf("AWS_REGION"), read.SourceOf("AWS_SESSION_TOKEN")));

        ProviderSettings.Load(host.Context);
        Assert.Equal(new("AWS_SESSION_TOKEN", "s"), Assert.Single(host.Exported));
    }

    public void Dispose() => host.Dispose();

    private Message Refusal() => Assert.Throws<ProviderException>(() => ProviderSettings.Load(host.Context)).Line;
}
