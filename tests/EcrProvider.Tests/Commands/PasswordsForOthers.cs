using EcrProvider.Commands;
using Xunit;

namespace EcrProvider.Tests.Commands;

/// <summary>What is refused before AWS is asked; the answers themselves are tested on the published binary.</summary>
public sealed class PasswordsForOthers : IDisposable
{
    private readonly TestHost host = new();

    [Theory]
    [InlineData("docker.io/library/nginx", "ECR550")]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com.evil.example.com/app", "ECR550")]
    public void Are_given_for_images_of_ecr_alone(string image, string id)
    {
        Assert.Equal(1, CommandLine.Run(host.Context, ["credentials", image]));

        Assert.StartsWith(id + " ", host.Error, StringComparison.Ordinal);
        Assert.Empty(host.Output);
    }

    [Fact]
    public void Come_in_no_other_format()
    {
        Assert.Equal(2, CommandLine.Run(host.Context, ["credentials", "public.ecr.aws/app", "--format", "yaml"]));
        Assert.Contains("docker-config", host.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, "ECR551")]
    [InlineData("s3", "ECR552")]
    public void Need_a_region_to_log_in(string? region, string id)
    {
        Assert.Equal(1, CommandLine.Run(host.Context, ["get-login-password", .. region is null ? (string[])[] : ["--region", region]]));

        Assert.StartsWith(id + " ", host.Error, StringComparison.Ordinal);
        Assert.Empty(host.Output);
    }

    [Theory]
    [InlineData("AWS_REGION")]
    [InlineData("AWS_DEFAULT_REGION")]
    public void Take_the_region_from_the_environment_too(string variable)
    {
        host.Environment[variable] = "eu-west-1";
        host.Environment["AWS_EC2_METADATA_DISABLED"] = "true";

        Assert.Equal(1, CommandLine.Run(host.Context, ["get-login-password"]));
        Assert.StartsWith("ECR201 no AWS credentials for api.ecr.eu-west-1.amazonaws.com", host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();
}
