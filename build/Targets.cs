namespace EcrProvider.Build;

/// <summary>Named targets with descriptions and dependencies; each runs at most once.</summary>
internal sealed class Targets
{
    private readonly Dictionary<string, Target> targets = new(StringComparer.Ordinal);
    private readonly HashSet<string> done = new(StringComparer.Ordinal);

    public Targets Add(string name, string description, string[] dependsOn, Func<Task> run)
    {
        targets.Add(name, new Target(description, dependsOn, run));
        return this;
    }

    public string List() => string.Join('\n', targets.Select(target => $"  {target.Key,-14} {target.Value.Description}"));

    /// <exception cref="BuildException">There is no such target, or one failed.</exception>
    public async Task RunAsync(string name)
    {
        if (!targets.TryGetValue(name, out Target? target))
        {
            throw new BuildException($"there is no target \"{name}\"; there are:\n{List()}", exitCode: 2);
        }

        if (!done.Add(name))
        {
            return;
        }

        foreach (string dependency in target.DependsOn)
        {
            await RunAsync(dependency);
        }

        await target.Run();
    }

    private sealed record Target(string Description, string[] DependsOn, Func<Task> Run);
}
