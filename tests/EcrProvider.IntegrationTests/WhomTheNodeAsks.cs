using System.Text.Json;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests;

/// <summary>The fault matrix on real sockets: metadata, container, profile, role, web identity.</summary>
public sealed class WhomTheNodeAsks : IDisposable
{
    private const string Role = "arn:aws:iam::123456789012:role/pull";

    private readonly Sandbox sandbox = new();

    [Theory]
    [InlineData("silent", "ECR220", "hop limit")]
    [InlineData("503", "ECR220", "503")]
    [InlineData("no-role", "ECR221", "instance profile")]
    [InlineData("no-keys", "ECR222", "AssumeRoleUnauthorizedAccess")]
    [InlineData("403", "ECR225", "--http-endpoint enabled")]
    [InlineData("401", "ECR226", "HTTP 401")]
    public async Task The_metadata_service_fails(string fault, string id, string says)
    {
        using Stub imds = Stub.Imds(fault);

        (await Imds(imds.Endpoint).RunAsync()).AssertRefused(id, says);
    }

    [Theory]
    [InlineData("http://127.0.0.1:9", "ECR220")]
    [InlineData("169.254.169.254", "ECR223")]
    public async Task The_metadata_service_is_not_there(string endpoint, string id) => (await Imds(endpoint).RunAsync()).AssertRefused(id);

    [Fact]
    public async Task Outside_EC2_a_missing_metadata_service_costs_two_attempts_and_on_EC2_it_is_asked_longer()
    {
        using Stub elsewhere = Stub.Imds("503");
        using Stub ec2 = Stub.Imds("503*4");
        using Stub aws = Stub.Aws();

        (await Imds(elsewhere.Endpoint).RunAsync()).AssertRefused("ECR220");
        sandbox.Write("sys/class/dmi/id/sys_vendor", "Amazon EC2\n");
        (await Imds(ec2.Endpoint, aws.Endpoint).RunAsync()).AssertAnswered();

        Assert.Equal(2, elsewhere.Requests.Count);
    }

    [Fact]
    public async Task The_role_of_the_instance_costs_three_round_trips_and_its_region_a_fourth()
    {
        using Stub imds = Stub.Imds("", "--region", "eu-central-1");
        using Stub aws = Stub.Aws();

        (await Imds(imds.Endpoint, aws.Endpoint).RunAsync()).AssertAnswered();
        Assert.Equal(3, imds.Requests.Count);
        (await Imds(imds.Endpoint, aws.Endpoint).With("ECR_IDENTITIES", $"123456789012=role:{Role}").RunAsync()).AssertAnswered();

        Assert.Equal(3 + 4, imds.Requests.Count);
        Assert.Equal(("sts", "eu-central-1"), (Field(aws.Requests[1], "service"), Field(aws.Requests[1], "signedRegion")));
        Assert.StartsWith("ecr-credential-provider@", Field(aws.Requests[1], "RoleSessionName"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("no-keys", "container-token", "ECR252", "no association")]
    [InlineData("", "another-token", "ECR251", "401")]
    [InlineData("silent", "container-token", "ECR251", "no answer")]
    public async Task The_container_endpoint_fails(string fault, string token, string id, string says)
    {
        using Stub endpoint = Stub.Imds(fault);

        (await Container(endpoint.Endpoint, token).With("ECR_DEADLINE", "20").RunAsync()).AssertRefused(id, says);
    }

    [Fact]
    public async Task The_container_endpoint_answers()
    {
        using Stub endpoint = Stub.Imds();
        using Stub aws = Stub.Aws();

        (await Container(endpoint.Endpoint, "container-token").With("AWS_ENDPOINT_URL", aws.Endpoint).RunAsync()).AssertAnswered();
    }

    [Fact]
    public async Task The_container_endpoint_may_not_be_elsewhere_in_clear_text() =>
        (await Container("http://192.0.2.1", "container-token").RunAsync()).AssertRefused("ECR250", "loopback");

    [Theory]
    [InlineData("access-denied", "ECR260", "trust policy")]
    [InlineData("no-credentials", "ECR262", "holds no credentials")]
    [InlineData("garbage", "ECR262", "holds no credentials")]
    [InlineData("throttle", "ECR206", "sts:AssumeRole")]
    [InlineData("unrecognized-client", "ECR204", "issue a new one")]
    [InlineData("expired-token", "ECR205", "has expired")]
    [InlineData("region-disabled", "ECR264", "AWS_REGION")]
    [InlineData("500", "ECR263", "InternalFailure")]
    [InlineData("hang", "ECR210", "within 2 s")]
    public async Task STS_fails(string fault, string id, string says)
    {
        using Stub aws = Stub.Aws("sts:" + fault);
        string seconds = id is "ECR210" ? "2" : "20";

        Outcome outcome = await sandbox.Asking(aws.Endpoint).With("ECR_IDENTITIES", $"123456789012=role:{Role}").With("ECR_DEADLINE", seconds).RunAsync();

        outcome.AssertRefused(id, says);
        Assert.DoesNotContain(aws.Requests, request => Field(request, "service") is "ecr");
    }

    [Theory]
    [InlineData("invalid-identity-token", "ECR261", "audience")]
    [InlineData("access-denied", "ECR260", "AssumeRoleWithWebIdentity")]
    public async Task A_web_identity_is_refused(string fault, string id, string says)
    {
        using Stub aws = Stub.Aws("sts:" + fault);

        (await WebIdentity(aws.Endpoint).RunAsync()).AssertRefused(id, says);
    }

    [Fact]
    public async Task A_web_identity_becomes_its_role_unsigned()
    {
        using Stub aws = Stub.Aws();

        (await WebIdentity(aws.Endpoint).RunAsync()).AssertAnswered();

        Assert.Equal("AssumeRoleWithWebIdentity", Field(aws.Requests[0], "operation"));
        Assert.Null(Field(aws.Requests[0], "accessKey"));
    }

    [Fact]
    public async Task A_web_identity_without_its_token_is_told() =>
        (await WebIdentity("http://127.0.0.1:9").With("AWS_WEB_IDENTITY_TOKEN_FILE", "/nowhere").RunAsync()).AssertRefused("ECR227", "/nowhere");

    public void Dispose() => sandbox.Dispose();

    private static string? Field(string request, string name)
    {
        using JsonDocument json = JsonDocument.Parse(request);
        return json.RootElement.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
    }

    private Sandbox Imds(string endpoint, string aws = "http://127.0.0.1:9") => sandbox.With("AWS_EC2_METADATA_DISABLED", "false")
        .With("AWS_EC2_METADATA_SERVICE_ENDPOINT", endpoint).With("AWS_ENDPOINT_URL", aws).With("ECR_DEADLINE", "20");

    private Sandbox Container(string endpoint, string token) => sandbox.With("AWS_CONTAINER_CREDENTIALS_FULL_URI", endpoint + "/container")
        .With("AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE", sandbox.Write("container-token", token + "\n"));

    private Sandbox WebIdentity(string url) => sandbox.With("AWS_ENDPOINT_URL", url).With("AWS_ROLE_ARN", Role)
        .With("AWS_WEB_IDENTITY_TOKEN_FILE", sandbox.Write("token", Secrets.WebIdentityToken)).With("ECR_DEADLINE", "20");
}
