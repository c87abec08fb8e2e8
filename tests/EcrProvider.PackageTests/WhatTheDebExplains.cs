using System.Text.RegularExpressions;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Man pages, completions and the bug script of the built package. They are held to what the program itself says it has.</summary>
public sealed partial class WhatTheDebExplains : IAsyncLifetime
{
    private const string Bash = "usr/share/bash-completion/completions/ecr-credential-provider";
    private const string Zsh = "usr/share/zsh/vendor-completions/_ecr-credential-provider";
    private const string Fish = "usr/share/fish/vendor_completions.d/ecr-credential-provider.fish";

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-deb-").FullName;
    private readonly CommandRunner commands = new(Transcript.Of<WhatTheDebExplains>());

    public async ValueTask InitializeAsync() => await commands.RunAsync("dpkg-deb", ["--extract", Artifacts.Deb, folder]).OrThrow();

    [Theory]
    [InlineData(1, "EXAMPLES", "FILES", "ENVIRONMENT", "EXIT STATUS")]
    [InlineData(5, "SYNOPSIS", "REGISTRY ALIASES", "CONFIG.YAML")]
    public async Task In_man_pages_that_man_reads_without_a_warning(int section, params string[] headings)
    {
        CommandOutcome page = await commands.RunAsync(
            "man", ["--warnings", "--local-file", Path.Join(folder, $"usr/share/man/man{section}/ecr-credential-provider.{section}.gz")], Plain).OrThrow();

        Assert.Empty(page.Errors);
        Assert.All(headings, heading => Assert.Contains("\n" + heading, page.Output, StringComparison.Ordinal));
    }

    [Fact]
    public async Task By_every_verb_and_option_of_the_program()
    {
        string page = (await commands.RunAsync("man", ["--local-file", Path.Join(folder, "usr/share/man/man1/ecr-credential-provider.1.gz")], Plain).OrThrow()).Output;

        // Each group of verbs leads to those below it.
        var verbs = new Queue<string[]>([[]]);
        while (verbs.TryDequeue(out string[]? verb))
        {
            string[] words = [.. await OfTheProgramAsync(verb)];
            foreach (string word in words.Where(word => !word.StartsWith('-')))
            {
                verbs.Enqueue([.. verb, word]);
            }

            Assert.NotEmpty(words);
            Assert.All(words, word => Assert.Contains(word, page, StringComparison.Ordinal));
            Assert.Empty(words.Except(await BashOffersAsync(verb), StringComparer.Ordinal));
        }
    }

    [Fact]
    public async Task In_completions_that_each_shell_loads()
    {
        Assert.Contains("status", await BashOffersAsync("node"));
        await commands.RunAsync("zsh", ["-f", "-n", Path.Join(folder, Zsh)]).OrThrow();
        CommandOutcome zsh = await commands.RunAsync(
            "zsh", ["-f", "-c", $"compadd() {{ print -r -- $@; }}; words=(ecr-credential-provider node ''); CURRENT=3; source {Path.Join(folder, Zsh)}"]).OrThrow();
        Assert.Equal("-- status setup remove compose --help", zsh.Text);
        CommandOutcome fish = await commands.RunAsync(
            "fish", ["--no-config", "-c", $"source {Path.Join(folder, Fish)}; complete -C 'ecr-credential-provider node '"], Home).OrThrow();
        Assert.Equal(["compose", "remove", "setup", "status"], fish.Lines.Select(line => line.Split('\t')[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task To_reportbug_without_reading_a_setting()
    {
        string script = Path.Join(folder, "usr/share/bug/ecr-credential-provider");

        await commands.RunAsync("shellcheck", [script]).OrThrow();
        Assert.DoesNotContain("/etc/default", await File.ReadAllTextAsync(script, TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    public ValueTask DisposeAsync()
    {
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    private CommandOptions Plain => new() { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["LC_ALL"] = "C.UTF-8", ["MANWIDTH"] = "160" } };

    private CommandOptions Home => new() { Environment = new Dictionary<string, string?>(StringComparer.Ordinal) { ["HOME"] = folder } };

    /// <summary>Its verbs and long options, as its --help lists them.</summary>
    private async Task<IEnumerable<string>> OfTheProgramAsync(string[] verb) =>
        HelpLine().Matches((await commands.RunAsync(Artifacts.Provider, [.. verb, "--help"]).OrThrow()).Output.Split("\nExit codes:")[0])
            .Select(match => match.Groups["word"].Value);

    private async Task<IReadOnlyList<string>> BashOffersAsync(params string[] verb)
    {
        string words = string.Join(' ', verb.Prepend("ecr-credential-provider"));
        CommandOutcome offered = await commands.RunAsync(
            "bash", ["-euc", $"source {Path.Join(folder, Bash)}; COMP_WORDS=({words} ''); COMP_CWORD={verb.Length + 1}; _ecr_credential_provider; printf '%s\\n' \"${{COMPREPLY[@]}}\""]).OrThrow();
        return offered.Lines;
    }

    [GeneratedRegex(@"^  (-\S, )*(?<word>--[a-z-]+|[a-z][a-z-]+)( <[^>]+>)?  ", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex HelpLine();
}
