using EcrProvider.Kubelet.Config.Yaml;

namespace EcrProvider.Kubelet.Config;

/// <summary>The fields of one object, strictly typed as kubelet's JSON decoder does; what does not fit becomes a violation.</summary>
internal sealed class Fields
{
    private readonly Dictionary<string, YamlNode> values = new(StringComparer.Ordinal);
    private readonly Violations violations;

    /// <param name="node">The object; null or of another type: every field is absent.</param>
    /// <param name="path">Its path in the file.</param>
    /// <param name="violations">Where what is wrong goes.</param>
    /// <param name="known">The names that kubelet knows.</param>
    public Fields(YamlNode node, string path, Violations violations, params ReadOnlySpan<string> known)
    {
        Node = node;
        Path = path;
        this.violations = violations;
        if (node is not YamlMapping mapping)
        {
            if (node is not YamlScalar { Type: ScalarType.Null })
            {
                violations.Add(node, path, $"it is {Describe(node, path)}, and has to be an object");
            }

            return;
        }

        foreach ((YamlScalar key, YamlNode value) in mapping.Entries)
        {
            string name = key.Text;
            if (!known.Contains(name, StringComparer.Ordinal))
            {
                // A line of a file that is no config may look like a key: it is not quoted.
                string shown = name.All(char.IsAsciiLetterOrDigit) ? name : "?";
                violations.Add(key, PathOf(shown), Unknown(name, known));
            }
            else if (!values.TryAdd(name, value))
            {
                violations.Add(key, PathOf(name), "it is there twice: delete one");
            }
        }
    }

    public YamlNode Node { get; }

    public string Path { get; }

    public string PathOf(string name) => Path.Length > 0 ? $"{Path}.{name}" : name;

    /// <summary>Where a violation of a field stands: the field, or its object when it is absent.</summary>
    public YamlNode At(string name) => values.GetValueOrDefault(name, Node);

    /// <summary>A text; "" when absent or null, as in Go.</summary>
    public string Text(string name) => values.TryGetValue(name, out YamlNode? value) ? Text(value, PathOf(name)) : "";

    /// <summary>A text that has to be there; what is missing is said, with <paramref name="advice"/>.</summary>
    public string RequiredText(string name, string advice)
    {
        string text = Text(name);
        if (text.Length == 0 && (!values.TryGetValue(name, out YamlNode? value) || value is YamlScalar { Type: ScalarType.Null or ScalarType.Text }))
        {
            violations.Add(At(name), PathOf(name), "it is missing: " + advice);
        }

        return text;
    }

    /// <summary>A truth value; null when absent.</summary>
    public bool? Bool(string name)
    {
        switch (values.GetValueOrDefault(name))
        {
            case null or YamlScalar { Type: ScalarType.Null }:
                return null;
            case YamlScalar { Type: ScalarType.Bool } scalar:
                return ScalarTypes.IsTrue(scalar.Text);
            case var other:
                violations.Add(other, PathOf(name), $"it is {other.Describe()}: write true or false, without quotes");
                return null;
        }
    }

    /// <summary>The elements of a list; none when absent or null.</summary>
    public IReadOnlyList<YamlNode> List(string name)
    {
        switch (values.GetValueOrDefault(name))
        {
            case null or YamlScalar { Type: ScalarType.Null }:
                return [];
            case YamlSequence list:
                return list.Items;
            case var other:
                violations.Add(other, PathOf(name), $"it is {Describe(other, PathOf(name))}, and has to be a list: write each element on a line of its own after \"- \"");
                return [];
        }
    }

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string name) => Texts(name, List(name));

    /// <summary>The same, for whoever needs the elements too: each call of <see cref="List"/> says what is no list.</summary>
    public IReadOnlyList<string> Texts(string name, IReadOnlyList<YamlNode> elements) => [.. elements.Select((item, index) => Text(item, $"{PathOf(name)}[{index}]"))];

    public bool Has(string name) => values.TryGetValue(name, out YamlNode? value) && value is not YamlScalar { Type: ScalarType.Null };

    private string Text(YamlNode value, string path)
    {
        switch (value)
        {
            case YamlScalar { Type: ScalarType.Null }:
                return "";
            case YamlScalar { Type: ScalarType.Text } scalar:
                return scalar.Text;
            case YamlScalar when IsSecret(path):
                violations.Add(value, path, $"it is {Describe(value, path)} in kubelet's YAML 1.1, and has to be a text: write it in quotes");
                return "";
            case YamlScalar typed:
                violations.Add(value, path, $"it is {value.Describe()} in kubelet's YAML 1.1, and has to be {(path.EndsWith("Duration", StringComparison.Ordinal) ? "a duration: write 12h, 1h30m or 90s" : $"a text: write \"{typed.Text}\"")}");
                return "";
            default:
                violations.Add(value, path, $"it is {value.Describe()}, and has to be a text");
                return "";
        }
    }

    // env: is where secrets are, and violations go to the journal.
    private static bool IsSecret(string path) => path.Contains(".env", StringComparison.Ordinal);

    private static string Describe(YamlNode node, string path) => (node, IsSecret(path)) switch
    {
        (YamlScalar { Type: ScalarType.Number }, true) => "a number",
        (YamlScalar { Type: ScalarType.Bool }, true) => "a truth value",
        _ => node.Describe(),
    };

    private static string Unknown(string name, ReadOnlySpan<string> known)
    {
        foreach (string candidate in known)
        {
            if (string.Equals(candidate, name, StringComparison.OrdinalIgnoreCase))
            {
                return $"kubelet does not know this field: write {candidate}";
            }
        }

        return $"kubelet does not know this field: it knows {string.Join(", ", known!)}";
    }
}
