using CliWrap;

namespace EcrProvider.Build;

/// <summary>
/// Stryker changes one place of a folder at a time and runs the unit tests that reach it: a change that no test notices has survived. What need
/// not be noticed stands in tests/EcrProvider.Tests/survivors.txt, with the reason.
/// </summary>
internal static class Mutation
{
    private const int Enough = 80;

    private static readonly string[] Folders = ["Registries", "Tokens", "Kubelet", "Settings"];

    /// <summary>All folders, or the one that FOLDER= names.</summary>
    /// <exception cref="BuildException">In a folder too many changes are noticed by no test.</exception>
    public static async Task RunAsync()
    {
        string[] folders = Environment.GetEnvironmentVariable("FOLDER") is { Length: > 0 } one ? [one] : Folders;
        string output = Path.Join(Repository.Artifacts, "mutation");
        string report = Path.Join(output, "reports", "mutation-report.json");
        Repository.Delete(output);
        await Shell.RunAsync("mutation-tool", "dotnet", ["tool", "restore"]);
        await StrykerAsync([
            "stryker", "--skip-version-check", "--output", output,
            .. folders.SelectMany(folder => (string[])["--mutate", $"**/src/EcrProvider/{folder}/**/*.cs"])]);

        Mutant[] all = Mutant.ReadAll(report);
        var explained = new Explanations(Path.Join(Repository.Root, "tests", "EcrProvider.Tests", "survivors.txt"));
        bool isEnough = true;
        foreach (string folder in folders)
        {
            Mutant[] mutants = [.. all.Where(mutant => mutant.File.StartsWith(folder + "/", StringComparison.Ordinal))];
            Mutant[] missed = [.. mutants.Where(mutant => mutant.IsMissed)];
            Mutant[] open = [.. missed.Where(mutant => explained.Of(mutant) is null)];
            int caught = mutants.Count(mutant => mutant.IsCaught);
            foreach (Mutant mutant in open)
            {
                Console.WriteLine(mutant);
            }

            Console.WriteLine(
                $"{folder}: {Share(caught, missed.Length):0.0} % of {caught + missed.Length} noticed ({mutants.Count(mutant => mutant.Status is "Killed")} killed, "
                + $"{mutants.Count(mutant => mutant.Status is "Timeout")} timed out, {missed.Count(mutant => mutant.Status is "Survived")} survived, "
                + $"{missed.Count(mutant => mutant.Status is "NoCoverage")} without a test); without the {missed.Length - open.Length} explained: {Share(caught, open.Length):0.0} %");
            isEnough &= Share(caught, open.Length) >= Enough;
        }

        // Of one folder alone the others' are not to be seen.
        foreach (string stale in folders.Length == Folders.Length ? explained.Unused : [])
        {
            Console.WriteLine($"survivors.txt explains what has not survived: {stale}");
        }

        if (!isEnough)
        {
            throw new BuildException($"mutation: below {Enough} % in a folder");
        }
    }

    private static double Share(int caught, int missed) => caught + missed == 0 ? 0 : 100.0 * caught / (caught + missed);

    private static async Task StrykerAsync(string[] arguments)
    {
        CommandResult result = await Cli.Wrap("dotnet")
            .WithArguments(arguments)
            .WithWorkingDirectory(Path.Join(Repository.Root, "tests", "EcrProvider.Tests"))
            .WithEnvironmentVariables(environment => environment.Set("RunAnalyzers", "false")) // Stryker compiles more than once, and only to run
            .WithStandardOutputPipe(PipeTarget.ToFile(Path.Join(Repository.Logs, "mutation.log")))
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        if (result.ExitCode != 0)
        {
            throw new BuildException("dotnet stryker failed, see artifacts/logs/mutation.log");
        }
    }
}
