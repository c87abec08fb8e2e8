using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace EcrProvider.Tests.Debian;

/// <summary>debian/copyright covers what NativeAOT links into the binary: the runtime, and every package of the lock file that has code in it.</summary>
public sealed partial class WhatTheCopyrightNames
{
    /// <summary>They only look at our sources or transform them: nothing of them is in the binary.</summary>
    private static readonly string[] BuildTools = ["Meziantou.Analyzer", "Microsoft.CodeAnalysis.BannedApiAnalyzers", "Microsoft.NET.ILLink.Tasks"];

    private static readonly string Copyright = File.ReadAllText(Path.Join(Sources.Root, "debian", "copyright"));

    [Fact]
    public void Is_what_the_lock_file_has() =>
        Assert.Equal(Locked.Order(StringComparer.Ordinal), Named.Select(entry => entry.Package).Order(StringComparer.Ordinal));

    [Fact]
    public void Has_licences_whose_text_is_there() => Assert.All(
        Named, entry => Assert.Contains($"\nLicense: {entry.Licence}\n ", Copyright, StringComparison.Ordinal));

    private static string[] Locked
    {
        get
        {
            using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Path.Join(Sources.Root, "src", "EcrProvider", "packages.lock.json")));
            return [.. file.RootElement.GetProperty("dependencies").GetProperty("net10.0").EnumerateObject()
                .Select(package => package.Name).Except(BuildTools, StringComparer.Ordinal)];
        }
    }

    // "  * NAME[, more of it]: COPYRIGHT HOLDER, LICENCE", perhaps on two lines.
    private static (string Package, string Licence)[] Named =>
        [.. Entry().Matches(Copyright).Select(match => (match.Groups["package"].Value, match.Groups["licence"].Value))];

    [GeneratedRegex(@"^  \* (?<package>[\w.]+)[^:]*:[^*]+?, (?<licence>[\w.-]+)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 5000)]
    private static partial Regex Entry();
}
