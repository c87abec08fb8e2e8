using EcrProvider.Commands;
using Xunit;

namespace EcrProvider.Tests.Commands;

public sealed class HelperOfDocker : IDisposable
{
    private const string Ecr = "123456789012.dkr.ecr.us-west-2.amazonaws.com";
    private const string NotFound = "credentials not found in native keychain\n";

    private readonly TestHost host = new();

    public HelperOfDocker() => host.Environment["AWS_EC2_METADATA_DISABLED"] = "true";

    [Theory]
    [InlineData("https://index.docker.io/v1/")]
    [InlineData("ghcr.io")]
    [InlineData("http://" + Ecr)]
    [InlineData("https://evil.example.com/" + Ecr)]
    [InlineData("public.ecr.aws")] // nobody to be: everybody may pull
    public void Has_nothing_for_other_hosts_in_the_words_that_clients_know(string server) => Assert.Equal((1, NotFound, ""), Say(server, "get"));

    [Fact]
    public void Has_nothing_for_an_alias_which_the_client_would_ask_itself()
    {
        host.Environment["ECR_REGISTRY_ALIASES"] = "mirror.example.com=" + Ecr;

        Assert.Equal((1, NotFound, ""), Say("mirror.example.com", "get"));
    }

    [Theory]
    [InlineData(Ecr)]
    [InlineData("https://" + Ecr)]
    [InlineData(Ecr + "/app\n")]
    public void Says_why_ecr_gave_no_password(string server)
    {
        (int code, string output, string error) = Say(server, "get");

        Assert.Equal(1, code);
        Assert.StartsWith($"ECR201 no AWS credentials for {Ecr}: ", output, StringComparison.Ordinal);
        Assert.Equal(output, error);
    }

    [Theory]
    [InlineData("list", 0, "{}\n")]
    [InlineData("store", 1, "not implemented\n")]
    [InlineData("erase", 1, "not implemented\n")]
    [InlineData("get", 1, "no credentials server URL\n")]
    [InlineData("keep", 1, "Usage: docker-credential-ecr-node <get|list|store|erase|version>\n")]
    public void Keeps_nothing_and_lists_nothing(string action, int code, string output) => Assert.Equal((code, output, ""), Say("", action));

    public void Dispose() => host.Dispose();

    private (int ExitCode, string Output, string Error) Say(string input, params string[] arguments)
    {
        host.Input = input;
        return (DockerCredential.Run(host.Context, arguments), host.Output, host.Error);
    }
}
