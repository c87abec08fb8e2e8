using System.Diagnostics;
using System.Text.RegularExpressions;
using CliWrap.Buffered;
using EcrProvider.Testing;
using Xunit;

namespace EcrProvider.IntegrationTests.Answers;

/// <summary>requests.txt, row by row: what goes into the published program, and all that comes out of it.</summary>
public sealed partial class WhatIsAsked(SharedAws aws) : IClassFixture<SharedAws>
{
    private static readonly IReadOnlyDictionary<int, Row> Table =
        Row.ReadAll(Path.Join(Artifacts.Root, "tests/EcrProvider.IntegrationTests/Answers/requests.txt"));

    public static TheoryData<int, string> Rows { get; } =
        new(Table.Values.Select(row => (row.Line, $"{row["image"]}{row["request"]} {row["settings"]} {row["fault"]}".Trim())));

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task Is_answered_as_the_row_says(int line, string what)
    {
        Row row = Table[line];
        Assert.StartsWith($"{row["image"]}{row["request"]}", what, StringComparison.Ordinal);
        AwsNamespace here = aws.Here();
        here.Reset(row["fault"]);
        if (row["file"].Length > 0)
        {
            here.WriteEtc(row["file"], row["content"].Replace(" ⏎ ", "\n", StringComparison.Ordinal));
        }

        var provider = new Provider(here)
            .With("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
            .With("AWS_SECRET_ACCESS_KEY", "wJalrXUtnFEMI")
            .With("ECR_TOKEN_CACHE", "off");
        foreach (string[] setting in row["settings"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(pair => pair.Trim().Split('=', 2)))
        {
            provider.With(setting[0], setting[1].Length > 0 ? setting[1] : null);
        }

        string version = row["version"] is { Length: > 0 } named ? named : "v1";
        string input = row["request"] is { Length: > 0 } request ? request : Provider.Request(row["image"], version);
        var watch = Stopwatch.StartNew();
        BufferedCommandResult result = await provider.RunAsync(input, row["arguments"].Split(' ', StringSplitOptions.RemoveEmptyEntries));

        AssertLine(row["stderr"], result.StandardError);
        Assert.Equal(Bytes(row["stdout"], row["image"].Split('/')[0], version), Rounded(result.StandardOutput, row["stdout"], watch.Elapsed));
        Assert.Equal(row["exit"], $"{result.ExitCode}");
        if (row.Cells.ContainsKey("asked"))
        {
            Assert.Equal(row["asked"], here.LastAsked() ?? "-");
        }
    }

    /// <summary>The line begins as the cell says, goes on with the remedy, and is the only one.</summary>
    private static void AssertLine(string expected, string errors)
    {
        if (expected is "-")
        {
            Assert.Empty(errors);
            return;
        }

        Assert.StartsWith(expected, errors, StringComparison.Ordinal);
        Assert.EndsWith("\n", errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain(errors.TrimEnd('\n'), char.IsControl);
        Assert.Contains(": ", errors, StringComparison.Ordinal);
    }

    /// <summary><c>-</c>: nothing. <c>anonymous DURATION</c>, <c>password DURATION [PASSWORD as in JSON]</c>: upstream's bytes.</summary>
    private static string Bytes(string cell, string key, string version)
    {
        if (cell is "-")
        {
            return "";
        }

        string[] words = cell.Split(' ');
        string auth = words[0] is "anonymous" ? "" : $$"""
            "{{key}}":{"username":"AWS","password":"{{words.ElementAtOrDefault(2) ?? "stub-password"}}"}
            """;
        return $$$"""
            {"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/{{{version}}}","cacheKeyType":"Registry","cacheDuration":"{{{words[1]}}}","auth":{{{{auth}}}}}

            """;
    }

    /// <summary>The life of a password goes on while it is fetched: half of that time may be missing from the answer's cacheDuration.</summary>
    private static string Rounded(string answer, string cell, TimeSpan elapsed)
    {
        if (!cell.StartsWith("password ", StringComparison.Ordinal) || Duration().Match(answer) is not { Success: true } match)
        {
            return answer;
        }

        string expected = cell.Split(' ')[1];
        TimeSpan missing = Span(expected) - Span(match.Groups["text"].Value);
        return missing >= TimeSpan.Zero && missing <= (elapsed / 2) + TimeSpan.FromSeconds(1)
            ? answer.Replace($"\"{match.Groups["text"].Value}\"", $"\"{expected}\"", StringComparison.Ordinal)
            : answer;
    }

    private static TimeSpan Span(string text)
    {
        Match match = GoDuration().Match(text);
        return new TimeSpan(Part("h"), Part("m"), Part("s"));
        int Part(string name) => match.Groups[name].Success ? int.Parse(match.Groups[name].ValueSpan, provider: null) : 0;
    }

    [GeneratedRegex("\"cacheDuration\":\"(?<text>[^\"]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Duration();

    [GeneratedRegex("^((?<h>[0-9]+)h)?((?<m>[0-9]+)m)?(?<s>[0-9]+)s$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex GoDuration();
}
