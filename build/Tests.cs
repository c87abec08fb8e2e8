using System.Globalization;
using System.Text.RegularExpressions;
using CliWrap;

namespace EcrProvider.Build;

/// <summary>Runs the suites one after another and sums them up. What takes minutes by its nature has the trait Category=Long.</summary>
internal static partial class Tests
{
    private static readonly string[] Suites = ["EcrProvider.Tests", "EcrProvider.IntegrationTests", "EcrProvider.PackageTests"];

    /// <summary>The stand-in kubelet and the AWS stubs that run inside a bed.</summary>
    public static async Task PublishNodeAsync()
    {
        string folder = Path.Join(Repository.Artifacts, "test-node", Architecture.Here.Rid);
        var stamp = new Stamp("node", (await Repository.FilesAsync())
            .Where(file => file.StartsWith("tests/Node/", StringComparison.Ordinal) || Path.GetExtension(file) is ".props" or ".targets"));
        if (!stamp.IsCurrent(Path.Join(folder, "node")))
        {
            // As our own binary: it runs in a bed of Debian 11 too.
            await Sysroot.EnsureAsync(Architecture.Here);
            await Shell.RunAsync("node", "dotnet", ["publish", "tests/Node", "-r", Architecture.Here.Rid, "-o", folder, .. Sysroot.LinkOptions(Architecture.Here)]);
            stamp.Write();
        }
    }

    public static Task CheckFormatAsync() => Shell.RunAsync("format", "dotnet", ["format", "EcrProvider.sln", "--verify-no-changes", "--no-restore"]);

    public static Task BuildAsync() => Shell.RunAsync("build", "dotnet", ["build", "EcrProvider.sln", "-p:RestoreLockedMode=true"]);

    /// <exception cref="BuildException">A figure is worse than it may be.</exception>
    public static async Task BenchAsync()
    {
        await Prerequisites.EnsureForBenchAsync();
        await RunProjectAsync("bench");
    }

    public static Task SimulateAsync() => RunProjectAsync("Simulation");

    /// <exception cref="BuildException">An input was answered wrongly; it is in tests/Fuzz/corpus now.</exception>
    public static Task FuzzAsync() => RunProjectAsync("Fuzz", "--configuration", "Release");

    private static async Task RunProjectAsync(string project, params string[] options)
    {
        CommandResult result = await Cli.Wrap("dotnet")
            .WithArguments(["run", "--project", Path.Join(Repository.Root, "tests", project), .. options])
            .WithStandardOutputPipe(PipeTarget.ToStream(Console.OpenStandardOutput()))
            .WithStandardErrorPipe(PipeTarget.ToStream(Console.OpenStandardError()))
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
        if (result.ExitCode != 0)
        {
            throw new BuildException($"{project} failed", silent: true);
        }
    }

    public static Task RunAsync() => RunAsync(Suites, ["--filter-not-trait", "Category=Long"], "all but Category=Long (make test-long)");

    public static Task RunLongAsync() => RunAsync(Suites, ["--filter-trait", "Category=Long"], "only Category=Long");

    public static Task LintAsync() => RunAsync([Suites[^1]], ["--filter-trait", "Category=Lint"], "only Category=Lint (make test has them too)");

    private static async Task RunAsync(string[] suites, string[] filter, string which)
    {
        int passed = 0, failed = 0, skipped = 0;
        var shares = new List<string>();
        foreach (string suite in suites)
        {
            Console.WriteLine($"== {suite}");
            string log = Path.Join(Repository.Logs, suite + ".log");
            CommandResult result = await RunSuiteAsync(suite, filter, log);
            shares.Add($"{suite} {result.RunTime.TotalSeconds:0} s");

            // A suite that crashed has no closing block: that is a failure too.
            if (result.ExitCode != 0 && await CountAsync(log, "failed") == 0)
            {
                failed++;
            }

            passed += await CountAsync(log, "succeeded");
            failed += await CountAsync(log, "failed");
            skipped += await CountAsync(log, "skipped");
        }

        Console.WriteLine($"tests: {which}");
        Console.WriteLine($"shares: {string.Join(", ", shares)}");
        Console.WriteLine($"{passed} passed, {failed} failed, {skipped} skipped");
        if (failed > 0 || passed == 0)
        {
            throw new BuildException("tests failed", silent: true);
        }
    }

    private static async Task<CommandResult> RunSuiteAsync(string suite, string[] filter, string log)
    {
        await using FileStream file = File.Create(log);
        PipeTarget target = PipeTarget.Merge(PipeTarget.ToStream(file), PipeTarget.ToStream(Console.OpenStandardOutput()));

        // 8: every test was skipped, or the suite has none of that kind. That is counted, and no failure.
        return await Cli.Wrap("dotnet")
            .WithArguments([Path.Join(Repository.Artifacts, "bin", suite, "debug", suite + ".dll"), "--no-progress", "--no-ansi", "--show-live-output", "off", "--output", "detailed", .. filter, "--ignore-exit-code", "8"])
            .WithWorkingDirectory(Repository.Root)
            .WithStandardOutputPipe(target)
            .WithStandardErrorPipe(target)
            .WithValidation(CommandResultValidation.None)
            .ExecuteAsync();
    }

    // The closing block of Microsoft.Testing.Platform: "  succeeded: 12".
    private static async Task<int> CountAsync(string log, string what)
    {
        Match match = ClosingBlock().Matches(await File.ReadAllTextAsync(log)).LastOrDefault(match => match.Groups["what"].Value == what) ?? Match.Empty;
        return match.Success ? int.Parse(match.Groups["count"].Value, CultureInfo.InvariantCulture) : 0;
    }

    [GeneratedRegex(@"^\s+(?<what>succeeded|failed|skipped): (?<count>\d+)\s*$", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ClosingBlock();
}
