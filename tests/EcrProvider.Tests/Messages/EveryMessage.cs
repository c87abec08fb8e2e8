using System.Text.RegularExpressions;
using EcrProvider.Host;
using EcrProvider.Messages;
using Xunit;

namespace EcrProvider.Tests.Messages;

/// <summary>
/// The one catalog of what is logged or printed as an error, and all that is written from it. After a change of a message:
/// <c>UPDATE_SNAPSHOTS=1 dotnet run --project tests/EcrProvider.Tests -- --filter-class "*EveryMessage"</c>.
/// </summary>
public partial class EveryMessage
{
    private const string Operations = "docs/operations.md";
    private const string Begin = "<!-- messages: written from src/EcrProvider/Messages by tests/EcrProvider.Tests/Messages -->\n\n";

    [Fact]
    public void Has_an_identifier_of_its_own() => Assert.Empty(Catalog.Entries
        .GroupBy(entry => entry.Message.Id, StringComparer.Ordinal).Where(group => group.Count() > 1)
        .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Method))}"));

    [Fact]
    public void Has_an_identifier_that_never_changes_its_shape() =>
        Assert.All(Catalog.Entries, entry =>
        {
            Assert.Matches("^ECR[0-9]{3}$", entry.Message.Id);
            Assert.Matches("^[0-9a-f]{32}$", entry.Message.JournalId);
            Assert.EndsWith(entry.Message.Id[3..], entry.Message.JournalId, StringComparison.Ordinal);
        });

    [Fact]
    public void Tells_its_cause_and_what_to_do() => Assert.Empty(Catalog.Entries
        .Where(entry => entry.Cause.Length == 0 || (entry.Message.Remedy.Length == 0 && entry.Message.Id is not "ECR100"))
        .Select(entry => $"{entry.Method} has no [Cause] or no remedy"));

    [Fact]
    public void Is_made_here_and_nowhere_else() => Assert.Empty(
        Directory.EnumerateFiles(Path.Join(Sources.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/Messages/", StringComparison.Ordinal))
            .Where(file => Literal().IsMatch(File.ReadAllText(file)))
            .Select(file => Path.GetRelativePath(Sources.Root, file)));

    [Fact]
    public void Is_explained_by_journalctl() => Snapshot.MatchesFile("debian/ecr-credential-provider.catalog", Catalog.Journal());

    [Fact]
    public void Is_explained_in_the_documentation()
    {
        string text = File.ReadAllText(Path.Join(Sources.Root, Operations));
        Snapshot.MatchesFile(Operations, text[..(text.IndexOf(Begin, StringComparison.Ordinal) + Begin.Length)] + Catalog.Markdown());
    }

    [Fact]
    public void Carries_its_fields_into_the_journal()
    {
        using var host = new TestHost();
        var journal = new Recorder();

        Report.Write(host.Context with { Journal = journal }, JournalPriority.Warning, new Message("ECR999", "a\nb", "c"), ("ECR_REGISTRY", "r"));

        Assert.Equal("ECR999 a b: c\n", host.Error);
        Assert.Equal(
            "Warning ECR999 a b: c|MESSAGE_ID=2898cd24b0844fef85848e0d0f60b999|ECR_MESSAGE=ECR999|ECR_REMEDY=c|ECR_REGISTRY=r", Assert.Single(journal.Entries));
    }

    [GeneratedRegex("new(\\(| Message\\()\\s*\"ECR[0-9]", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Literal();

    private sealed class Recorder() : Journal("")
    {
        public List<string> Entries { get; } = [];

        public override void Write(JournalPriority priority, string message, params ReadOnlySpan<(string Name, string Value)> fields)
        {
            string entry = $"{priority} {message}";
            foreach ((string name, string value) in fields)
            {
                entry += $"|{name}={value}";
            }

            Entries.Add(entry);
        }
    }
}
