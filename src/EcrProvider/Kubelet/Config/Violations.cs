using EcrProvider.Kubelet.Config.Yaml;

namespace EcrProvider.Kubelet.Config;

/// <summary>All that is wrong with one file, by place.</summary>
internal sealed class Violations(string file)
{
    // An admin reads a handful; a hostile file must not make a root process write a log of its own size.
    private const int Most = 100;

    private readonly List<Violation> all = [];

    public bool Any => all.Count > 0;

    public IReadOnlyList<Violation> InOrder => [.. all.OrderBy(violation => violation.Line).ThenBy(violation => violation.Column)];

    public void Add(YamlNode at, string path, string problem) => Add(at.Line, at.Column, path, problem);

    public void Add(long line, long column, string path, string problem)
    {
        if (all.Count < Most)
        {
            all.Add(new Violation(file, Math.Max(line, 1), Math.Max(column, 1), path, problem));
        }
    }
}
