namespace EcrProvider.Testing;

/// <summary>How a command ended.</summary>
/// <param name="Command">As one would type it.</param>
/// <param name="Output">Its standard output.</param>
/// <param name="Errors">Its standard error.</param>
/// <param name="Transcript">The file that holds all of it.</param>
public sealed record CommandOutcome(string Command, int ExitCode, string Output, string Errors, TimeSpan Elapsed, string Transcript)
{
    public bool Succeeded => ExitCode is 0;

    /// <summary>The output without the line end that closes it.</summary>
    public string Text => Output.TrimEnd('\n');

    public IReadOnlyList<string> Lines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <exception cref="CommandFailedException">The exit code is not 0.</exception>
    public CommandOutcome OrThrow() => Succeeded ? this : throw new CommandFailedException($"exit code {ExitCode}", this);
}
