using System.Text.RegularExpressions;
using Xunit;
using YamlDotNet.RepresentationModel;

namespace EcrProvider.Tests.GitHub;

/// <summary>.github/workflows: what nobody here can run, held to what can be read from it.</summary>
public partial class Workflows
{
    /// <summary>Of GitHub's own (actions/runner-images).</summary>
    private static readonly string[] KnownRunners =
        ["ubuntu-22.04", "ubuntu-22.04-arm", "ubuntu-24.04", "ubuntu-24.04-arm", "ubuntu-26.04", "ubuntu-26.04-arm"];

    /// <summary>The jobs that may do more than read.</summary>
    private static readonly Dictionary<string, string[]> Writers = new(StringComparer.Ordinal)
    {
        ["release.yml/attest"] = ["attestations", "id-token"],
        ["release.yml/release"] = ["contents"],
        ["release.yml/repository"] = ["id-token", "pages"],
        ["repository.yml/pages"] = ["id-token", "pages"],
    };

    public static TheoryData<string> Names => [.. Workflow.All.Select(workflow => workflow.Name)];

    [Fact]
    public void Are_there() => Assert.Equal(["ci.yml", "release.yml", "repository.yml"], Names.Select(row => row.Data));

    [Theory]
    [MemberData(nameof(Names))]
    public void Pin_every_action_by_commit_and_say_which_version_that_is(string name)
    {
        Workflow workflow = Named(name);
        string[] pinned = [.. Pin().Matches(workflow.Text).Select(match => match.Groups["action"].Value)];

        Assert.Equal(workflow.Actions, pinned);
        Assert.All(workflow.Jobs.Where(job => job.Steps.Length == 0), job => Assert.True(File.Exists(Path.Join(Sources.Root, Workflow.Scalar(job.Node, "uses")))));
    }

    [Fact]
    public void Pin_an_action_in_one_version() => Assert.All(
        Workflow.All.SelectMany(workflow => workflow.Actions).GroupBy(action => action.Split('@')[0], StringComparer.Ordinal),
        action => Assert.Single(action.Distinct(StringComparer.Ordinal)));

    [Theory]
    [MemberData(nameof(Names))]
    public void May_read_and_nothing_else_but_where_a_job_says_so(string name)
    {
        Workflow workflow = Named(name);

        Assert.Equal(new Dictionary<string, string>(StringComparer.Ordinal) { ["contents"] = "read" }, workflow.Permissions);
        Assert.All(workflow.Jobs, job => Assert.Equal(
            Writers.GetValueOrDefault($"{name}/{job.Name}", []),
            (Workflow.Scopes(job.Node) ?? []).Where(scope => scope.Value is not "read").Select(scope => scope.Key).Order(StringComparer.Ordinal)));
        Assert.DoesNotContain("pull_request_target", workflow.Triggers);
        Assert.DoesNotContain("workflow_run", workflow.Triggers);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Leave_no_token_in_the_checkout(string name) => Assert.All(
        Named(name).Steps.Where(step => Workflow.Scalar(step, "uses")?.StartsWith("actions/checkout@", StringComparison.Ordinal) is true),
        step => Assert.Equal("false", Workflow.Scalar((YamlMappingNode)step["with"], "persist-credentials")));

    [Theory]
    [MemberData(nameof(Names))]
    public void Run_on_machines_that_there_are_and_not_for_ever(string name) => Assert.All(Named(name).Jobs.Where(job => job.Steps.Length > 0), job =>
    {
        Assert.Empty(Workflow.Runners(job.Node).Except(KnownRunners, StringComparer.Ordinal));
        Assert.InRange(int.Parse(Workflow.Scalar(job.Node, "timeout-minutes")!, System.Globalization.CultureInfo.InvariantCulture), 1, 120);
    });

    [Theory]
    [MemberData(nameof(Names))]
    public void Have_commands_of_one_line_and_one_make_a_job(string name) => Assert.All(Named(name).Jobs, job =>
    {
        string[] commands = [.. job.Steps.Select(step => Workflow.Scalar(step, "run")).OfType<string>()];
        Assert.All(commands, command => Assert.DoesNotContain('\n', command));
        Assert.InRange(commands.Count(command => Make().IsMatch(command)), 0, 1);

        // Text that others wrote, a branch's name or a title, would be run as a command.
        Assert.All(commands, command => Assert.DoesNotMatch(@"\$\{\{(?! *matrix\.)", command));
    });

    /// <summary>What comes from NuGet and npm to compile the product with must not see it.</summary>
    [Fact]
    public void Have_the_signing_key_only_where_the_product_is_not_compiled()
    {
        string makefile = File.ReadAllText(Path.Join(Sources.Root, "Makefile"));
        var signing = Workflow.All.SelectMany(workflow => workflow.Jobs.Select(job => (Name: $"{workflow.Name}/{job.Name}", job.Node, job.Steps)))
            .Where(job => job.Node.ToString().Contains("secrets.SIGNING_KEY", StringComparison.Ordinal))
            .ToArray();

        Assert.Equal(["release.yml/sign", "repository.yml/build"], signing.Select(job => job.Name));
        Assert.All(signing, job =>
        {
            Assert.Equal("release", Workflow.Scalar(job.Node, "environment"));
            Match made = Assert.Single(job.Steps.SelectMany(step => Make().Matches(Workflow.Scalar(step, "run") ?? "")));
            string target = made.Groups["target"].Value;
            Assert.Matches($"(?m)^{target}: .*\n\t@\\$\\(BUILD\\) {target}$", makefile);
        });
    }

    [Fact]
    public void Make_what_the_Makefile_has()
    {
        string makefile = File.ReadAllText(Path.Join(Sources.Root, "Makefile"));
        string[] targets = [.. Target().Matches(makefile).Select(match => match.Groups["target"].Value)];
        string[] called = [.. Workflow.All.SelectMany(workflow => workflow.Commands).SelectMany(command => Make().Matches(command)).Select(match => match.Groups["target"].Value)];

        Assert.Contains("test", called);
        Assert.Empty(called.Except(targets, StringComparer.Ordinal));
    }

    [Fact]
    public void Run_scripts_that_there_are() => Assert.All(
        Workflow.All.SelectMany(workflow => workflow.Commands).SelectMany(command => Script().Matches(command)),
        script => Assert.True(File.Exists(Path.Join(Sources.Root, script.Value)), script.Value));

    [Fact]
    public void Take_the_pool_and_the_files_from_where_make_puts_them()
    {
        string repository = File.ReadAllText(Path.Join(Sources.Root, "build/Release/AptRepository.cs"));

        Assert.Contains("\"pool\", \"main\", \"e\", Product", repository, StringComparison.Ordinal);
        Assert.Contains("--dir dist/repo/pool/main/e/ecr-credential-provider", Named("repository.yml").Text, StringComparison.Ordinal);
    }

    private static Workflow Named(string name) => Workflow.All.Single(workflow => workflow.Name == name);

    [GeneratedRegex("^ +- uses: (?<action>[a-z-]+/[a-z-]+@[0-9a-f]{40}) # v[0-9]+\\.[0-9]+\\.[0-9]+$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Pin();

    [GeneratedRegex(@"\bmake (?<target>[a-z-]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Make();

    [GeneratedRegex("^(?<target>[a-z-]+):", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Target();

    [GeneratedRegex(@"(?<=^| )[a-z/-]+\.sh\b", RegexOptions.None, 5000)]
    private static partial Regex Script();
}
