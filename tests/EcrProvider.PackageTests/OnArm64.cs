using System.Globalization;
using CliWrap;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The package for arm64: its program runs, and it can be installed. Under qemu where this machine is another one.</summary>
public sealed class OnArm64 : IDisposable
{
    private const string Request =
        """{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"123456789012.dkr.ecr.us-west-2.amazonaws.com/app"}""";

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-arm64-").FullName;
    private readonly Stub aws;

    public OnArm64()
    {
        using var authority = new BedAuthority();
        (string certificate, string key) = authority.Issue("127.0.0.1");
        // Without an expiry no duration of the answer depends on the clock.
        aws = Stub.Aws("", "--expires-in", "none", "--cert", Write("aws.crt", certificate), "--key", Write("aws.key", key));
        Write("ca.crt", authority.Certificate);
    }

    private string Endpoint => string.Create(CultureInfo.InvariantCulture, $"AWS_ENDPOINT_URL_ECR=https://127.0.0.1:{aws.Port}");

    [Fact]
    public async Task An_exchange_by_https_has_the_same_answer_as_on_this_machine()
    {
        var commands = new CommandRunner(Transcript.OfTest<OnArm64>());
        Rootfs libraries = await Rootfs.LibrariesAsync("arm64", commands.Transcript);

        CommandOutcome arm64 = await AskAsync("qemu-aarch64-static", "-L", libraries.Root, Artifacts.ProviderOf("arm64"));
        CommandOutcome here = await AskAsync(Artifacts.Provider);

        Assert.Equal((0, ""), (arm64.ExitCode, arm64.Errors));
        Assert.Contains("\"username\":\"AWS\"", arm64.Output, StringComparison.Ordinal);
        Assert.Equal(here.Output, arm64.Output);
        Assert.Equal(2, aws.Requests.Count);

        Task<CommandOutcome> AskAsync(params string[] program) => commands.RunAsync(
            "env",
            [
                "-i", "AWS_ACCESS_KEY_ID=AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY=secret", "AWS_EC2_METADATA_DISABLED=true", "ECR_TOKEN_CACHE=off",
                "SSL_CERT_FILE=" + Path.Join(folder, "ca.crt"), Endpoint, .. program,
            ],
            new CommandOptions { Input = PipeSource.FromString(Request) });
    }

    // dpkg, the maintainer scripts and ucf are arm64 too: a minute under qemu, and several to make the rootfs.
    [Fact]
    [Trait("Category", "Long")]
    public async Task It_installs_answers_and_is_purged_on_an_arm64_Debian()
    {
        (CommandOutcome? done, string whyNot) = await Chroot.RunAsync(
            "arm64",
            $$"""
            cd /root
            dpkg --print-architecture
            listed() { find / -xdev \( -path /proc -o -path /dev \) -prune -o \( -path '*ecr-*' -o -path '*kubelet*' -o -path '*k3s*' -o -path '*rke2*' \) -print | grep -v '^/root/'; }
            exec 3>&1 >&2
            dpkg --install ./*_arm64.deb < /dev/null
            listed | grep -c . >&3
            export AWS_ACCESS_KEY_ID=AKIDEXAMPLE AWS_SECRET_ACCESS_KEY=secret AWS_EC2_METADATA_DISABLED=true SSL_CERT_FILE=/root/ca.crt {{Endpoint}}
            printf '%s' '{{Request}}' | /usr/libexec/ecr-credential-provider/ecr-credential-provider >&3
            dpkg --purge ecr-credential-provider
            listed >&3 || true
            """,
            [Artifacts.DebOf("arm64"), Path.Join(folder, "ca.crt")],
            Transcript.OfTest<OnArm64>());
        Assert.SkipWhen(done is null, whyNot);

        Assert.True(done!.Succeeded, done.Errors);
        Assert.Equal("arm64", done.Lines[0]);
        Assert.InRange(int.Parse(done.Lines[1], CultureInfo.InvariantCulture), 20, 200);
        Assert.Contains("\"username\":\"AWS\"", done.Lines[2], StringComparison.Ordinal);
        Assert.Equal(3, done.Lines.Count);
        Assert.Single(aws.Requests);
    }

    public void Dispose()
    {
        aws.Dispose();
        Directory.Delete(folder, recursive: true);
    }

    private string Write(string name, string content)
    {
        string path = Path.Join(folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
