using System.Text.RegularExpressions;
using EcrProvider.Testing;

namespace EcrProvider.PackageTests;

/// <summary>What a document says to type on a node: its code blocks that begin with <c>```sh node</c>, or those that begin with <c>```sh node apt</c>.</summary>
internal static partial class DocumentedCommands
{
    /// <exception cref="InvalidOperationException">It has none.</exception>
    public static IReadOnlyList<string> Of(string document, string kind = "")
    {
        string[] blocks = [.. Block().Matches(File.ReadAllText(Path.Join(Artifacts.Root, document))).Where(match => match.Groups["kind"].Value == kind).Select(match => match.Groups["commands"].Value)];
        return blocks.Length > 0 ? blocks : throw new InvalidOperationException($"{document} has no block ```sh node {kind}");
    }

    [GeneratedRegex("^```sh node ?(?<kind>[a-z]*)\n(?<commands>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Block();
}
