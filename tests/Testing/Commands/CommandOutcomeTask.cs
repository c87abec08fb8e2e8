namespace EcrProvider.Testing;

public static class CommandOutcomeTask
{
    /// <summary><c>await bed.RunAsync("…").OrThrow()</c></summary>
    /// <exception cref="CommandFailedException">The exit code is not 0.</exception>
    public static async Task<CommandOutcome> OrThrow(this Task<CommandOutcome> running) => (await running).OrThrow();
}
