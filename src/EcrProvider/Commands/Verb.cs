using System.CommandLine;

namespace EcrProvider.Commands;

/// <summary>A verb whose help ends with its exit codes and with what one types.</summary>
/// <param name="name">What one types.</param>
/// <param name="summary">Its line in the list of verbs.</param>
/// <param name="exitCodes">One line.</param>
/// <param name="examples">Command lines.</param>
internal sealed class Verb(string name, string summary, string exitCodes, string examples) : Command(name, summary)
{
    public string ExitCodes { get; } = exitCodes;

    public string Examples { get; } = examples;
}
