namespace EcrProvider.Kubelet.Config.Yaml;

/// <param name="Text">As written, without quotes.</param>
/// <param name="Type">What YAML 1.1 makes of it.</param>
internal sealed record YamlScalar(string Text, ScalarType Type, long Line, long Column) : YamlNode(Line, Column)
{
    public override string Describe() => Type switch
    {
        ScalarType.Null => "nothing",
        ScalarType.Bool => $"the truth value {Text}",
        ScalarType.Number => $"the number {Text}",

        // Not which: root may have been led to a file that no config is, and this goes to the journal.
        _ => "a text",
    };
}
