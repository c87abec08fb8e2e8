namespace EcrProvider.Testing;

/// <summary>A command that was to succeed did not, or did not end. Its message shows the command and its last lines.</summary>
public sealed class CommandFailedException(string how, CommandOutcome outcome) : Exception(Describe(how, outcome))
{
    private const int LastLines = 20;

    public CommandOutcome Outcome { get; } = outcome;

    private static string Describe(string how, CommandOutcome outcome) => string.Join('\n',
        [$"{how}: {outcome.Command}", .. Tail(outcome.Output), .. Tail(outcome.Errors).Select(line => "! " + line), "all of it: " + outcome.Transcript]);

    private static IEnumerable<string> Tail(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).TakeLast(LastLines);
}
