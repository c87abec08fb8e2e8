using System.Diagnostics;
using System.Globalization;
using System.Text;
using CliWrap;

namespace EcrProvider.Testing;

/// <summary>Runs commands on this machine and writes down what they said. An exit code other than 0 is an answer, not an exception.</summary>
public sealed class CommandRunner(Transcript transcript)
{
    public Transcript Transcript { get; } = transcript;

    /// <param name="file">A program on PATH, or its path.</param>
    /// <exception cref="CommandFailedException">It did not end in time, or its output was kept open by a child that it left behind.</exception>
    public async Task<CommandOutcome> RunAsync(string file, IEnumerable<string> arguments, CommandOptions? options = null)
    {
        options ??= new CommandOptions();
        string[] words = [.. arguments];
        string title = options.Title ?? string.Join(' ', words.Prepend(file).Select(Quoted));
        var output = new StringBuilder();
        var errors = new StringBuilder();
        var watch = Stopwatch.StartNew();
        int exitCode = -1;
        using var guard = new CancellationTokenSource(options.HangGuard);
        try
        {
            CommandResult result = await Cli.Wrap(file)
                .WithArguments(words)
                .WithEnvironmentVariables(options.Environment)
                .WithWorkingDirectory(options.Folder)
                .WithStandardInputPipe(options.Input)
                .WithStandardOutputPipe(PipeTarget.ToStringBuilder(output))
                .WithStandardErrorPipe(PipeTarget.ToStringBuilder(errors))
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync(guard.Token);
            exitCode = result.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new CommandFailedException($"no end within {options.HangGuard.TotalSeconds:0} s", Outcome());
        }
        finally
        {
            Record(Outcome(), options);
        }

        return Outcome();

        CommandOutcome Outcome() => new(title, exitCode, output.ToString(), errors.ToString(), watch.Elapsed, Transcript.File);
    }

    private void Record(CommandOutcome outcome, CommandOptions options)
    {
        var text = new StringBuilder();
        string now = DateTime.UtcNow.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture);
        text.Append(CultureInfo.InvariantCulture, $"[{now}] $ {outcome.Command}\n");
        text.Append(options.OutputIsData ? $"({outcome.Output.Length} characters)\n" : LastOfEachLine(outcome.Output));
        foreach (string line in outcome.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            text.Append("! ").Append(line).Append('\n');
        }

        text.Append(CultureInfo.InvariantCulture, $"-> {(outcome.ExitCode < 0 ? "killed" : outcome.ExitCode)} after {outcome.Elapsed.TotalSeconds:0.00} s\n");
        Transcript.Write(text.ToString());
    }

    // Progress of apt and dpkg overwrites its own line.
    private static string LastOfEachLine(string output) =>
        string.Join('\n', output.Split('\n').Select(line => line.TrimEnd('\r')).Select(line => line[(line.LastIndexOf('\r') + 1)..]));

    private static string Quoted(string word) =>
        word.Length > 0 && word.All(c => char.IsLetterOrDigit(c) || "-_./:=,@%+".Contains(c, StringComparison.Ordinal))
            ? word
            : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
