namespace EcrProvider.Kubelet.Config.Yaml;

internal sealed record YamlMapping(IReadOnlyList<(YamlScalar Key, YamlNode Value)> Entries, long Line, long Column) : YamlNode(Line, Column)
{
    public override string Describe() => "an object";
}
