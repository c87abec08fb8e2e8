namespace EcrProvider.Kubelet.Config.Yaml;

/// <summary>A node of a YAML document after kubelet's YAML 1.1 typing; where it stands in the file, from 1.</summary>
internal abstract record YamlNode(long Line, long Column)
{
    /// <summary>For a message: <c>a list</c>, <c>the number 12</c>, …</summary>
    public abstract string Describe();
}
