namespace EcrProvider.Kubelet.Config.Yaml;

internal sealed record YamlSequence(IReadOnlyList<YamlNode> Items, long Line, long Column) : YamlNode(Line, Column)
{
    public override string Describe() => "a list";
}
