namespace EcrProvider.Kubelet.Config.Yaml;

/// <summary>The file is no YAML document that kubelet reads.</summary>
internal sealed class YamlException(string problem, long line, long column) : Exception(problem)
{
    public long Line => line;

    public long Column => column;
}
