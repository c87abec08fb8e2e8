using System.Text.RegularExpressions;
using YamlDotNet.RepresentationModel;

namespace EcrProvider.Tests.GitHub;

/// <summary>A file of .github/workflows, as far as a rule needs it.</summary>
internal sealed partial class Workflow(string path)
{
    private readonly YamlMappingNode root = Parse(path);

    /// <summary>Every one of them.</summary>
    public static Workflow[] All { get; } =
        [.. Directory.EnumerateFiles(Path.Join(Sources.Root, ".github/workflows")).Order(StringComparer.Ordinal).Select(path => new Workflow(path))];

    public string Name { get; } = Path.GetFileName(path);

    public string Text { get; } = File.ReadAllText(path);

    public string[] Triggers => root["on"] is YamlMappingNode triggers ? Keys(triggers) : [((YamlScalarNode)root["on"]).Value!];

    /// <summary>Of the token, SCOPE: ACCESS; null when nothing is said, which is what the repository's settings give.</summary>
    public Dictionary<string, string>? Permissions => Scopes(root);

    /// <summary>One that calls another workflow has no steps.</summary>
    public (string Name, YamlMappingNode Node, YamlMappingNode[] Steps)[] Jobs => [.. ((YamlMappingNode)root["jobs"]).Children.Select(job =>
        (job.Key.ToString(), (YamlMappingNode)job.Value, ((YamlMappingNode)job.Value).Children.TryGetValue("steps", out YamlNode? steps) ? [.. ((YamlSequenceNode)steps).Cast<YamlMappingNode>()] : Array.Empty<YamlMappingNode>()))];

    public YamlMappingNode[] Steps => [.. Jobs.SelectMany(job => job.Steps)];

    public string[] Commands => [.. Steps.Select(step => Scalar(step, "run")).OfType<string>()];

    public string[] Actions => [.. Steps.Select(step => Scalar(step, "uses")).OfType<string>()];

    public static Dictionary<string, string>? Scopes(YamlMappingNode node) => node.Children.TryGetValue("permissions", out YamlNode? scopes)
        ? ((YamlMappingNode)scopes).Children.ToDictionary(scope => scope.Key.ToString(), scope => scope.Value.ToString(), StringComparer.Ordinal)
        : null;

    /// <summary>Where a job runs; with a matrix, every place.</summary>
    public static string[] Runners(YamlMappingNode job)
    {
        string label = Scalar(job, "runs-on")!;
        return MatrixKey().Match(label) is { Success: true } match
            ? [.. ((YamlSequenceNode)job["strategy"]["matrix"][match.Groups["key"].Value]).Select(value => value.ToString())]
            : [label];
    }

    public static string? Scalar(YamlMappingNode node, string key) => node.Children.TryGetValue(key, out YamlNode? value) ? value.ToString() : null;

    private static YamlMappingNode Parse(string path)
    {
        var yaml = new YamlStream();
        using StreamReader reader = File.OpenText(path);
        yaml.Load(reader);
        return (YamlMappingNode)yaml.Documents[0].RootNode;
    }

    private static string[] Keys(YamlMappingNode node) => [.. node.Children.Keys.Select(key => key.ToString())];

    [GeneratedRegex(@"^\$\{\{ matrix\.(?<key>\w+) \}\}$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex MatrixKey();
}
