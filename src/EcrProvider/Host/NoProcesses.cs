namespace EcrProvider.Host;

/// <summary>For what is below another root: its programs may be of another machine, and systemctl would ask this one's systemd.</summary>
internal sealed class NoProcesses : HostProcesses
{
    public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit) => new(127, "", "no program is run with --root");

    public override ProcessOutcome RunGroup(string commandLine, IReadOnlyDictionary<string, string> environment, TimeSpan limit) =>
        Run(commandLine, [], limit);
}
