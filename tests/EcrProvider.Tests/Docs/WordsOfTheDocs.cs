using System.Text.Json;
using System.Text.RegularExpressions;
using EcrProvider.Tests.Commands;
using EcrProvider.Tests.Messages;
using Xunit;

namespace EcrProvider.Tests.Docs;

/// <summary>The documentation names what there is, and nothing else. Messages and settings have tests of their own for what is missing.</summary>
public partial class WordsOfTheDocs
{
    private static readonly string[] All =
        [.. new[] { ".", "docs", "examples" }.SelectMany(folder => Directory.EnumerateFiles(
            Path.Join(Sources.Root, folder), "*.md", folder is "." ? SearchOption.TopDirectoryOnly : SearchOption.AllDirectories))];

    [Fact]
    public void Name_every_verb()
    {
        string commands = File.ReadAllText(Path.Join(Sources.Root, "docs/commands.md"));

        string[] missing = [.. HelpOfEveryVerb.Verbs("")
            .Where(verb => verb.Command.Subcommands.Count == 0)
            .Select(verb => verb.Path)
            .Where(path => !commands.Contains($"`ecr-credential-provider {path}`", StringComparison.Ordinal))];
        Assert.Empty(missing);
    }

    [Fact]
    public void Name_no_verb_that_there_is_not()
    {
        var verbs = HelpOfEveryVerb.Verbs("").ToDictionary(verb => verb.Path, verb => verb.Command, StringComparer.Ordinal);

        string[] unknown = [.. Texts(Call(), match => match.Groups["verb"].Value).Where(typed =>
            !verbs.TryGetValue(typed.Split(' ')[0], out var first) || (first.Subcommands.Count > 0 && !verbs.ContainsKey(typed)))];
        Assert.Empty(unknown);
    }

    [Fact]
    public void Name_no_message_that_there_is_not() =>
        Assert.Empty(Texts(Identifier(), match => match.Value).Except(Catalog.Entries.Select(entry => entry.Message.Id).Append("ECR000"), StringComparer.Ordinal));

    [Fact]
    public void Name_no_setting_that_there_is_not()
    {
        // The AWS SDK reads some by itself.
        string known = string.Concat(Directory.EnumerateFiles(Path.Join(Sources.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Append(Path.Join(Sources.Root, "docs/configuration.md")).Select(File.ReadAllText));

        string[] unknown = [.. Texts(Setting(), match => match.Value).Distinct(StringComparer.Ordinal).Where(name => !known.Contains(name, StringComparison.Ordinal))];
        Assert.Empty(unknown);
    }

    [Fact]
    public void Lead_to_files_that_there_are()
    {
        string[] missing = [.. All.SelectMany(file => Link().Matches(File.ReadAllText(file))
            .Select(match => Path.GetFullPath(match.Groups["file"].Value, Path.GetDirectoryName(file)!)))
            .Where(target => !Path.Exists(target))];
        Assert.Empty(missing);
    }

    // As GitHub makes them of headings.
    [Fact]
    public void Lead_to_headings_that_there_are()
    {
        string[] missing = [.. All.SelectMany(file => Anchor().Matches(File.ReadAllText(file))
            .Select(match => (Target: match.Groups["file"].Length == 0 ? file : Path.GetFullPath(match.Groups["file"].Value, Path.GetDirectoryName(file)!), Anchor: match.Groups["anchor"].Value)))
            .Where(link => link.Target.EndsWith(".md", StringComparison.Ordinal)
                && !Heading().Matches(File.ReadAllText(link.Target)).Select(match => NotInAnchors().Replace(match.Groups["text"].Value.ToLowerInvariant(), "").Replace(' ', '-'))
                    .Contains(link.Anchor, StringComparer.Ordinal))
            .Select(link => $"{link.Target}#{link.Anchor}")];
        Assert.Empty(missing);
    }

    [Fact]
    public void Have_the_same_commands_in_korean() => Assert.Equal(Commands("README.md")[..^1], Commands("README.ko.md")[..^1]);

    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/quick-start.md")]
    public void Name_the_version_that_is_built(string file)
    {
        string version = File.ReadLines(Path.Join(Sources.Root, "debian/changelog")).First().Split('(', ')')[1];

        Assert.Contains($"ecr-credential-provider_{version}_amd64.deb", File.ReadAllText(Path.Join(Sources.Root, file)), StringComparison.Ordinal);
    }

    [Fact]
    public void Are_policies_that_allow_a_pull_and_no_push()
    {
        string[] files = Directory.GetFiles(Path.Join(Sources.Root, "examples/iam"), "*.json");

        Assert.Equal(5, files.Length);
        Assert.All(files, file =>
        {
            using var policy = JsonDocument.Parse(File.ReadAllText(file));
            Assert.Equal("2012-10-17", policy.RootElement.GetProperty("Version").GetString());
            Assert.DoesNotMatch("\"ecr:(Put|Upload|Initiate|Complete|Delete|\\*)", policy.RootElement.GetRawText());
            Assert.All(policy.RootElement.GetProperty("Statement").EnumerateArray(), statement => Assert.Equal("Allow", statement.GetProperty("Effect").GetString()));
        });
    }

    /// <summary>The code blocks, without comments.</summary>
    private static string[] Commands(string file) =>
        [.. Fence().Matches(File.ReadAllText(Path.Join(Sources.Root, file))).Select(match => Comment().Replace(match.Value, ""))];

    private static IEnumerable<string> Texts(Regex pattern, Func<Match, string> text) =>
        All.SelectMany(file => pattern.Matches(File.ReadAllText(file)).Select(text));

    [GeneratedRegex("(?<!# |[/a-z])ecr-credential-provider (?<verb>[a-z][a-z-]+( [a-z]+)?)(?=[ `\n])", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Call();

    [GeneratedRegex("ECR[0-9]{3}", RegexOptions.None, 5000)]
    private static partial Regex Identifier();

    [GeneratedRegex("\\b(ECR|AWS)_[A-Z][A-Z0-9_]+\\b", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Setting();

    [GeneratedRegex("\\]\\((?!http)(?<file>[^)#]+)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Link();

    [GeneratedRegex("\\]\\((?!http)(?<file>[^)#]*)#(?<anchor>[^)]+)\\)", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Anchor();

    [GeneratedRegex("^#+ (?<text>.*?) *$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Heading();

    [GeneratedRegex("[^\\p{L}\\p{N} _-]", RegexOptions.None, 5000)]
    private static partial Regex NotInAnchors();

    [GeneratedRegex("^```.*?^```", RegexOptions.Singleline | RegexOptions.Multiline, 5000)]
    private static partial Regex Fence();

    [GeneratedRegex(" +# .*$", RegexOptions.Multiline, 5000)]
    private static partial Regex Comment();
}
