using System.Diagnostics;

namespace EcrProvider.Host;

/// <summary>Runs other programs: never through a shell, always with a limit.</summary>
internal partial class HostProcesses
{
    // systemctl and journalctl, whatever PATH the caller has.
    private static readonly string[] Folders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"];

    /// <summary>
    /// Runs <paramref name="program"/> to its end or kills it at <paramref name="limit"/>.
    /// A program that cannot be started is exit code 127, one that was killed 124, as in a shell and timeout(1).
    /// </summary>
    public virtual ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit)
    {
        string file = program.Contains('/', StringComparison.Ordinal) ? program : Folders.Select(folder => $"{folder}/{program}").FirstOrDefault(File.Exists) ?? program;
        var start = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            using Process process = Process.Start(start)!;
            process.StandardInput.Close();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            Task<string> error = process.StandardError.ReadToEndAsync();
            if (!process.WaitForExit(limit))
            {
                process.Kill(entireProcessTree: true);
                return new ProcessOutcome(124, "", $"{program} did not end within {limit.TotalSeconds:0} s");
            }

            // A grandchild may hold the pipes open for longer than the program lived.
            bool drained = Task.WaitAll([output, error], TimeSpan.FromSeconds(1));
            return drained
                ? new ProcessOutcome(process.ExitCode, output.Result, error.Result)
                : new ProcessOutcome(process.ExitCode, "", "");
        }
        catch (System.ComponentModel.Win32Exception trouble)
        {
            return new ProcessOutcome(127, "", trouble.Message);
        }
    }
}
