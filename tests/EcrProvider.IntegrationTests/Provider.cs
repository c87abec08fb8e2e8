using CliWrap;
using CliWrap.Buffered;
using EcrProvider.Testing;

namespace EcrProvider.IntegrationTests;

/// <summary>The published NativeAOT binary as a process, in an environment that holds nothing but what the test gives.</summary>
internal sealed class Provider
{
    private readonly IReadOnlyList<string> enter = [];

    public const string Image = "123456789012.dkr.ecr.us-west-2.amazonaws.com/app";

    private static readonly TimeSpan HangGuard = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, string?> environment = new(StringComparer.Ordinal)
    {
        // Something link-local answers on some machines that run these tests.
        ["AWS_EC2_METADATA_DISABLED"] = "true",

        // What an earlier test left on this machine must not answer.
        ["ECR_TOKEN_CACHE"] = "off",
    };

    public Provider()
    {
    }

    /// <param name="here">Where it runs, and whose CA it trusts.</param>
    public Provider(AwsNamespace here)
    {
        enter = here.Enter;
        environment["SSL_CERT_FILE"] = here.Authority;
    }

    public Provider With(string name, string? value)
    {
        environment[name] = value;
        return this;
    }

    public static string Request(string image = Image, string version = "v1") =>
        $$"""{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/{{version}}","image":"{{image}}"}""";

    /// <summary>Runs it to its end; a hang fails the test.</summary>
    public async Task<BufferedCommandResult> RunAsync(string input, params string[] arguments)
    {
        using var guard = new CancellationTokenSource(HangGuard);

        // env -i: kubelet's environment is bare, and a developer's own AWS_* variables must not decide a test.
        string[] line =
        [
            .. enter, "/usr/bin/env", "-i",
            .. environment.Where(variable => variable.Value is not null).Select(variable => $"{variable.Key}={variable.Value}"),
            Artifacts.Front, .. arguments,
        ];
        return await Cli.Wrap(line[0])
            .WithArguments(line[1..])
            .WithStandardInputPipe(PipeSource.FromString(input))
            .WithValidation(CommandResultValidation.None)
            .ExecuteBufferedAsync(guard.Token);
    }
}
