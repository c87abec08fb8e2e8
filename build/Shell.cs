using CliWrap;
using CliWrap.Buffered;

namespace EcrProvider.Build;

/// <summary>Runs a program in the repository; a failure is one line that names the command and its log.</summary>
internal static class Shell
{
    /// <summary>What it says goes to <c>artifacts/logs/NAME.log</c>, and with VERBOSE=1 to the terminal too.</summary>
    public static async Task RunAsync(
        string log, string program, IEnumerable<string> arguments, string? folder = null, IReadOnlyDictionary<string, string?>? environment = null)
    {
        string path = Path.Join(Repository.Logs, log + ".log");
        string[] words = [.. arguments];
        CommandResult result;
        await using (FileStream file = Log(path))
        {
            PipeTarget target = Repository.Verbose
                ? PipeTarget.Merge(PipeTarget.ToStream(file), PipeTarget.ToStream(Console.OpenStandardError()))
                : PipeTarget.ToStream(file);
            result = await Cli.Wrap(program)
                .WithArguments(words)
                .WithWorkingDirectory(folder ?? Repository.Root)
                .WithEnvironmentVariables(environment ?? new Dictionary<string, string?>(StringComparer.Ordinal))
                .WithStandardOutputPipe(target)
                .WithStandardErrorPipe(target)
                .WithValidation(CommandResultValidation.None)
                .ExecuteAsync();
        }

        if (result.ExitCode != 0)
        {
            throw new BuildException($"{program} {string.Join(' ', words)} failed with exit code {result.ExitCode}, see {Repository.Relative(path)}:\n{Tail(path)}");
        }
    }

    /// <summary>What a program prints; null when it fails.</summary>
    public static Task<string?> ReadAsync(string program, params string[] arguments) => ReadFromAsync(Repository.Root, program, arguments);

    /// <summary>What a program prints that is run in a folder.</summary>
    /// <exception cref="BuildException">It failed.</exception>
    public static async Task<string> ReadInAsync(string folder, string program, params string[] arguments) =>
        await ReadFromAsync(folder, program, arguments) ?? throw new BuildException($"{program} {string.Join(' ', arguments)} failed");

    private static async Task<string?> ReadFromAsync(string folder, string program, string[] arguments)
    {
        try
        {
            BufferedCommandResult result = await Cli.Wrap(program)
                .WithArguments(arguments)
                .WithWorkingDirectory(folder)
                .WithValidation(CommandResultValidation.None)
                .ExecuteBufferedAsync();
            return result.ExitCode == 0 ? result.StandardOutput : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    private static FileStream Log(string path)
    {
        try
        {
            Directory.CreateDirectory(Repository.Logs);
            return File.Create(path);
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            throw new BuildException($"{Repository.Relative(path)} cannot be written ({trouble.Message}): it is somebody else's, or another build of this checkout is running");
        }
    }

    private static string Tail(string path) => string.Join('\n', File.ReadLines(path).TakeLast(15).Select(line => "    " + line));
}
