using System.CommandLine;
using EcrProvider.Commands;
using Xunit;

namespace EcrProvider.Tests.Commands;

public sealed class HelpOfEveryVerb : IDisposable
{
    private readonly TestHost host = new();

    public static TheoryData<string> Paths => [.. Verbs("").Select(verb => verb.Path)];

    [Theory]
    [MemberData(nameof(Paths))]
    public void Is_what_it_was(string path)
    {
        Assert.Equal(0, CommandLine.Run(host.Context, [.. path.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]));

        string name = path.Length == 0 ? "help" : $"help-{path.Replace(' ', '-')}";
        Snapshot.Matches(name + ".txt", host.Output.Replace("EcrProvider.Tests", "ecr-credential-provider", StringComparison.Ordinal));
    }

    [Fact]
    public void Has_examples_and_exit_codes() =>
        Assert.Empty(Verbs("").Where(verb => verb.Command is not Verb && verb.Command.Subcommands.Count == 0).Select(verb => verb.Path));

    [Theory]
    [InlineData("credentails", "credentials")]
    [InlineData("get-login-pasword", "get-login-password")]
    [InlineData("nod", "node")]
    [InlineData("node staus", "status")]
    public void Is_offered_for_a_word_with_a_slip(string typed, string meant)
    {
        Assert.Equal(2, CommandLine.Run(host.Context, typed.Split(' ')));

        Assert.Empty(host.Output);
        Assert.Contains($"'{typed.Split(' ')[^1]}' is no verb or option here", host.Error, StringComparison.Ordinal);
        Assert.Contains($"did you mean {meant}?", Assert.Single(host.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public void Is_named_by_a_usage_error()
    {
        Assert.Equal(2, CommandLine.Run(host.Context, ["credentials"]));
        Assert.EndsWith(": see: ecr-credential-provider credentials --help\n", host.Error, StringComparison.Ordinal);
    }

    public void Dispose() => host.Dispose();

    internal static IEnumerable<(string Path, Command Command)> Verbs(string path, Command? above = null)
    {
        using var any = new TestHost();
        Command command = above ?? CommandLine.Root(any.Context, []);
        return [(path, command), .. command.Subcommands.SelectMany(verb => Verbs($"{path} {verb.Name}".Trim(), verb))];
    }
}
