using System.Text.Json;

namespace EcrProvider.Build;

/// <summary>One change that Stryker made.</summary>
/// <param name="File">Below src/EcrProvider.</param>
/// <param name="Kind">Stryker's name of the change, e.g. <c>Equality mutation</c>.</param>
/// <param name="Source">The line that it begins in.</param>
/// <param name="Replacement">What stood there instead.</param>
internal sealed record Mutant(string File, int Line, string Kind, string Source, string Replacement, string Status)
{
    /// <summary>A test failed, or was still running when there was no more time: the change made a loop endless.</summary>
    public bool IsCaught => Status is "Killed" or "Timeout";

    /// <summary>Not among them: what did not compile, and what Stryker passed over as a part of another change.</summary>
    public bool IsMissed => Status is "Survived" or "NoCoverage";

    /// <summary>From Stryker's report (mutation-testing-report-schema).</summary>
    public static Mutant[] ReadAll(string report)
    {
        using JsonDocument json = JsonDocument.Parse(System.IO.File.ReadAllBytes(report));
        return [.. json.RootElement.GetProperty("files").EnumerateObject().SelectMany(file => OfFile(Below(file.Name), file.Value))];
    }

    public override string ToString() => $"  {(Status is "Survived" ? "survived" : "no test ")} src/EcrProvider/{File}:{Line} {Kind}: {Source} => {Replacement}";

    private static string Below(string path) => path[(path.LastIndexOf("src/EcrProvider/", StringComparison.Ordinal) is >= 0 and var at ? at + "src/EcrProvider/".Length : 0)..];

    private static Mutant[] OfFile(string path, JsonElement file)
    {
        string[] lines = file.GetProperty("source").GetString()!.Split('\n');
        return [.. file.GetProperty("mutants").EnumerateArray().Select(mutant =>
        {
            int line = mutant.GetProperty("location").GetProperty("start").GetProperty("line").GetInt32();
            return new Mutant(
                path, line, mutant.GetProperty("mutatorName").GetString()!, lines[line - 1].Trim(),
                string.Join(' ', mutant.GetProperty("replacement").GetString()!.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)), mutant.GetProperty("status").GetString()!);
        })];
    }
}
