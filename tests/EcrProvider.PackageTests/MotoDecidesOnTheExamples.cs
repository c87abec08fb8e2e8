using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>
/// What examples/iam allows and what it does not, by moto in auth mode. moto does not know which repository is meant, has no
/// GetAuthorizationToken of ECR Public, and does not ask repository policies: these it cannot tell.
/// </summary>
[Collection(nameof(MotoBeds))]
public sealed class MotoDecidesOnTheExamples(MotoNode moto)
{
    // Denied, or anything else: with the permission the repository is not found, or made.
    private const string Try = """
        import boto3, botocore, os, sys
        ecr = boto3.client("ecr", endpoint_url="http://127.0.0.1:5000", region_name="us-west-2")
        for name, call in {
            "BatchGetImage": lambda: ecr.batch_get_image(repositoryName="app", imageIds=[{"imageTag": "1"}]),
            "CreateRepository": lambda: ecr.create_repository(repositoryName="docker-hub/library/" + sys.argv[1]),
            "PutImage": lambda: ecr.put_image(repositoryName="app", imageManifest="{}"),
            "DeleteRepository": lambda: ecr.delete_repository(repositoryName="app"),
        }.items():
            try:
                call()
                print(name)
            except botocore.exceptions.ClientError as error:
                if error.response["ResponseMetadata"]["HTTPStatusCode"] != 403:
                    print(name)
        """;

    [Theory]
    [InlineData("pull", "BatchGetImage")]
    [InlineData("cross-account-node", "BatchGetImage")]
    [InlineData("pull-through-cache", "BatchGetImage,CreateRepository")]
    public async Task A_policy_gives_the_password_and_allows_what_its_row_says(string policy, string allowed)
    {
        (string Id, string Secret) key = moto.Examples[policy];

        CommandOutcome password = await moto.AskAsync(key);
        CommandOutcome tried = await TryAsync(key, policy);

        Assert.True(password.Succeeded, password.Errors);
        Assert.Equal(allowed.Split(','), tried.Lines);
    }

    [Fact]
    public async Task The_policy_of_ECR_Public_alone_gives_no_private_password()
    {
        (string Id, string Secret) key = moto.Examples["ecr-public"];

        CommandOutcome password = await moto.AskAsync(key);

        Assert.StartsWith("ECR202 ", password.Errors, StringComparison.Ordinal);
        Assert.Empty((await TryAsync(key, "ecr-public")).Lines);
    }

    private async Task<CommandOutcome> TryAsync((string Id, string Secret) key, string name) => await moto.Bed.RunAsync(
        $"AWS_ACCESS_KEY_ID='{key.Id}' AWS_SECRET_ACCESS_KEY='{key.Secret}' python3 - {name}", input: CliWrap.PipeSource.FromString(Try)).OrThrow();
}
