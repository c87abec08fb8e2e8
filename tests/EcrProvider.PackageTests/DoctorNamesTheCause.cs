using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>The packaged program on a booted node: the first check that failed is the cause, and what it says to do mends the node.</summary>
[Collection(nameof(Beds))]
public sealed class DoctorNamesTheCause(DoctorNode doctor) : IClassFixture<DoctorNode>
{
    private static readonly Dictionary<string, Illness> All =
        new(IllnessesOfTheNode.Table.Concat(IllnessesOfThePull.Table).Concat(IllnessesOfOtherKubelets.Table), StringComparer.Ordinal);

    public static TheoryData<string> Everyday => [.. All.Where(illness => !illness.Value.TakesLong).Select(illness => illness.Key)];

    public static TheoryData<string> OfTestLong => [.. All.Where(illness => illness.Value.TakesLong).Select(illness => illness.Key)];

    [Theory]
    [MemberData(nameof(Everyday))]
    public Task And_the_node_is_well_when_what_it_says_is_done(string illness) => doctor.TryAsync(All[illness]);

    [Theory]
    [MemberData(nameof(OfTestLong))]
    [Trait("Category", "Long")]
    public Task And_the_node_is_well_when_what_it_says_is_done_too(string illness) => doctor.TryAsync(All[illness]);

    [Fact]
    public async Task And_finds_nothing_on_a_node_that_is_well()
    {
        await doctor.WellAsync();

        DoctorSays says = await doctor.AskAsync($"{DoctorNode.Image} {DoctorNode.Other}/app:1");

        Assert.Equal("", says.Cause);
        Assert.All(says.Checks, check => Assert.Equal("ok", check.GetProperty("status").GetString()));
        Assert.True(says.Succeeded);
        Assert.Matches("^role bed-role \\(IMDSv2\\), until [0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:]{8}Z$", says.Evidence("identity"));
        Assert.Equal("arn:aws:sts::123456789012:assumed-role/bed-role/i-0123456789abcdef0", says.Evidence("caller"));

        // Without an image it is the instance's own registry.
        says = await doctor.AskAsync("");
        Assert.Equal("123456789012.dkr.ecr.us-west-2.amazonaws.com", says.Evidence("own-registry"));
        Assert.Equal("ok", says.Report.GetProperty("status").GetString());
        doctor.IsWell();
    }

    [Fact]
    public async Task Also_of_what_kubelet_logged_until_a_pull_succeeds()
    {
        await doctor.WellAsync();
        await doctor.Node.Aws.BreakApiAsync("ecr:access-denied");
        await doctor.Node.Image.WantAsync();
        Assert.NotNull(await doctor.Node.Image.FirstPullAsync());
        await doctor.Node.Image.ForgetAsync();
        await doctor.Node.Aws.HealAsync();

        DoctorSays says = await doctor.AskAsync(DoctorNode.Image);
        Assert.Equal("warning journal ECR608", says.Cause);
        Assert.Contains("a successful pull takes this line away", says.Remedy, StringComparison.Ordinal);

        await doctor.Node.Image.WantAsync();
        Assert.Null(await doctor.Node.Image.FirstPullAsync());
        says = await doctor.AskAsync(DoctorNode.Image);
        Assert.Equal("", says.Cause);
        Assert.StartsWith("ECR100 answered for 123456789012.dkr.ecr.us-west-2.amazonaws.com", says.Evidence("journal"), StringComparison.Ordinal);
        await doctor.Node.Image.ForgetAsync();
        doctor.IsWell();
    }

    [Fact]
    public async Task In_words_for_people_and_without_a_password_for_anybody_else()
    {
        Bed bed = await doctor.WellAsync();

        CommandOutcome text = await bed.RunAsync($"ecr-credential-provider doctor {DoctorNode.Other}/moved:1 || true").OrThrow();
        string registry = await bed.ReadFileAsync("/run/bed-other.jsonl");
        CommandOutcome user = await bed.RunAsync("setpriv --reuid=nobody --clear-groups ecr-credential-provider doctor").OrThrow();
        CommandOutcome offline = await bed.RunAsync($": > /run/bed-aws.jsonl; : > /run/bed-imds.jsonl; ecr-credential-provider doctor {DoctorNode.Image} --offline; cat /run/bed-aws.jsonl /run/bed-imds.jsonl").OrThrow();

        Assert.EndsWith("\nThe cause: manifest (ECR215). correct AWS_ENDPOINT_URL_ECR, HTTPS_PROXY or NO_PROXY in /etc/default/ecr-credential-provider\n", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', text.Output);
        Assert.Contains("\"status\":307", registry, StringComparison.Ordinal);
        Assert.Contains("ECR604: type: sudo ecr-credential-provider doctor", user.Output, StringComparison.Ordinal);
        Assert.EndsWith("\nNothing failed.\n", offline.Output, StringComparison.Ordinal);
        doctor.IsWell();
    }
}
