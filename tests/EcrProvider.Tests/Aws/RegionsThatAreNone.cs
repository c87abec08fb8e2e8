using Amazon.ECR;
using EcrProvider.Aws;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using Xunit;

namespace EcrProvider.Tests.Aws;

/// <summary>The SDK throws about them in its type initializers, where nobody can tell an admin what to do.</summary>
public sealed class RegionsThatAreNone : IDisposable
{
    private readonly TestHost host = new();

    [Theory]
    [InlineData("us west")]
    [InlineData(" us-west-2")]
    [InlineData("us-west-2 # near")]
    [InlineData("-")]
    public void Are_refused_by_the_name_of_the_setting(string region)
    {
        host.Environment["AWS_REGION"] = region;

        Assert.Equal("ECR304", Refusal().Id);
    }

    [Theory]
    [InlineData("[default]\nregion = us-west-2 # near\n", "line 2", "ECR237")]
    [InlineData("[default]\n# near\n\nregion=us west\n", "line 4", "ECR237")]
    [InlineData("[default] # mine\nregion = us-west-2\n", "line 1", "ECR235")]
    [InlineData("[sso-session home]\nsso_region = us-west-2\n[default]\nsso_session = work\n", "line 4", "ECR238")]
    public void Are_refused_by_their_line_of_the_profile_that_the_SDK_reads(string config, string line, string id)
    {
        host.Environment["AWS_CONFIG_FILE"] = "/etc/aws";
        host.Write("/etc/aws", config);

        Message refusal = Refusal();

        Assert.Equal(id, refusal.Id);
        Assert.Contains($"/etc/aws, {line}, ", refusal.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[default]\nregion = us-west-2\n[profile a]\nregion = us-west-2 # near\nsso_session = work\n")]
    [InlineData("[default]\nsso_session = work\n[sso-session work]\nsso_region = us-west-2\n")]
    public void Do_no_harm_in_a_profile_that_nobody_asks_for(string config)
    {
        host.Environment["AWS_CONFIG_FILE"] = "/etc/aws";
        host.Write("/etc/aws", config);

        using AwsContext aws = Context();
    }

    [Fact]
    public void Are_not_handed_to_the_SDK()
    {
        using AwsContext aws = Context();

        Assert.Equal("ECR281", Assert.Throws<ProviderException>(() => aws.Configure(new AmazonECRConfig(), "us west")).Line.Id);
    }

    public void Dispose() => host.Dispose();

    private Message Refusal() => Assert.Throws<ProviderException>(Context).Line;

    private AwsContext Context() =>
        new(host.Context, ProviderSettings.Load(host.Context), Registry.OfImage("123456789012.dkr.ecr.us-west-2.amazonaws.com/a")!);
}
