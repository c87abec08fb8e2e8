using CliWrap;
using CliWrap.Buffered;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The SDK reads the shared config files whether they are needed or not: what it would stumble over is said before, without its text.</summary>
public sealed class ProfileFilesThatAreNone : IDisposable
{
    private const string Fifo = "a FIFO that nobody writes to";
    private const string Secret = "wJalrOTHERSECRET";

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-profiles-").FullName;

    [Theory]
    [InlineData("[default]\naws_access_key_id = AKID\n[other]\naws_secret_access_key: " + Secret + "\n", 4)]
    [InlineData("aws_secret_access_key = " + Secret + "\n", 1)]
    [InlineData("[default\naws_secret_access_key = " + Secret + "\n", 1)]
    public async Task Are_refused_with_the_line_and_never_its_text(string content, int line)
    {
        string file = Path.Join(folder, "credentials");
        await File.WriteAllTextAsync(file, content, TestContext.Current.CancellationToken);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);

        BufferedCommandResult result = await AskAsync(file);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"ECR235 {file}, line {line},", result.StandardError, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.StandardError, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/dev/zero")]
    [InlineData("/")]
    [InlineData(Fifo)]
    public async Task Are_refused_when_they_are_no_files(string file)
    {
        if (file is Fifo)
        {
            file = Path.Join(folder, "fifo");
            await Cli.Wrap("mkfifo").WithArguments([file]).ExecuteAsync(TestContext.Current.CancellationToken);
        }

        BufferedCommandResult result = await AskAsync(file);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith($"ECR231 {file} ", result.StandardError, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static Task<BufferedCommandResult> AskAsync(string file) => new Provider()
        .With("AWS_ACCESS_KEY_ID", "AKID").With("AWS_SECRET_ACCESS_KEY", "secret").With("AWS_SHARED_CREDENTIALS_FILE", file)
        .With("AWS_ENDPOINT_URL_ECR", "http://127.0.0.1:1")
        .RunAsync(Provider.Request());
}
