using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace EcrProvider.Bench;

/// <summary>
/// Runs a program and asks the kernel what it cost (wait4(2)). A child of this process would inherit this process's resident set as its largest, so a
/// small shell forks, waits for a word, and becomes the program; the orphan is ours to wait for, because we are its subreaper (prctl(2)). What the
/// shell had cost until then (schedstat) is not the program's.
/// </summary>
internal sealed partial class Runner : IDisposable
{
    private const string Script = """( read -r go < "$0"; exec "$@" < "${0%/go}/request" > "${0%/go}/answer" 2>&1 ) & echo $!""";
    private const int SetChildSubreaper = 36;

    private readonly string folder = Directory.CreateTempSubdirectory("ecr-bench-").FullName;

    public Runner()
    {
        _ = Control(SetChildSubreaper, 1, 0, 0, 0);
        using var fifo = Process.Start("mkfifo", [Path.Join(folder, "go")]);
        fifo.WaitForExit();
    }

    /// <exception cref="InvalidOperationException">It failed: then its figures mean nothing.</exception>
    public Sample Run(Candidate candidate)
    {
        Prepare(candidate);
        string go = Path.Join(folder, "go");
        string[] line = [.. Clean(candidate), "sh", "-c", Script, go, candidate.Program, .. candidate.Arguments];
        var start = new ProcessStartInfo(line[0], line[1..]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process shell = Process.Start(start)!;
        int program = int.Parse(shell.StandardOutput.ReadLine()!, CultureInfo.InvariantCulture);
        shell.WaitForExit();
        using FileStream word = File.OpenWrite(go); // Returns when the reader is there.
        double before = CpuSoFar(program);
        Span<long> usage = stackalloc long[18];
        long begin = Stopwatch.GetTimestamp();
        word.Write("go\n"u8);
        word.Close();
        int status = 0;
        if (Wait(program, ref status, 0, ref MemoryMarshal.GetReference(usage)) != program || status != candidate.ExitCode << 8)
        {
            throw new InvalidOperationException($"{candidate.Name} failed: {File.ReadAllText(Path.Join(folder, "answer"))}");
        }

        // struct rusage: user and system time as seconds and microseconds, then the largest resident set in KB.
        double wall = Stopwatch.GetElapsedTime(begin).TotalMilliseconds;
        double cpu = ((usage[0] + usage[2]) * 1000.0) + ((usage[1] + usage[3]) / 1000.0);
        return new Sample(wall, cpu - before, usage[4] / 1024.0);
    }

    /// <summary>How often it calls the kernel, by strace(1).</summary>
    public int CountCalls(Candidate candidate)
    {
        Prepare(candidate);
        string counts = Path.Join(folder, "counts");
        string[] line =
        [
            .. Clean(candidate), "strace", "-f", "-c", "-U", "calls", "-o", counts,
            "sh", "-c", "exec \"$@\" < \"$0\" > /dev/null 2>&1", Path.Join(folder, "request"), candidate.Program, .. candidate.Arguments,
        ];
        using Process traced = Process.Start(line[0], line[1..]);
        traced.WaitForExit();
        if (traced.ExitCode != candidate.ExitCode)
        {
            throw new InvalidOperationException($"{candidate.Name} failed under strace");
        }

        // A heading, a rule, a count for each call, a rule, the sum.
        return int.Parse(File.ReadLines(counts).Last().Split(' ', StringSplitOptions.RemoveEmptyEntries)[0], CultureInfo.InvariantCulture);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);

    private static IEnumerable<string> Clean(Candidate candidate) =>
        [.. candidate.Enter, "env", "-i", .. candidate.Environment.Select(variable => $"{variable.Key}={variable.Value}")];

    private void Prepare(Candidate candidate)
    {
        File.WriteAllText(Path.Join(folder, "request"), candidate.Input);
        if (candidate.Before.Length > 0)
        {
            string[] line = [.. Clean(candidate), "sh", "-c", candidate.Before];
            using Process before = Process.Start(line[0], line[1..]);
            before.WaitForExit();
        }
    }

    // Its first field: time on a CPU, ns.
    private static double CpuSoFar(int process) =>
        long.Parse(File.ReadAllText($"/proc/{process}/schedstat").Split(' ')[0], CultureInfo.InvariantCulture) / 1e6;

    [LibraryImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Control(int option, nint argument2, nint argument3, nint argument4, nint argument5);

    [LibraryImport("libc", EntryPoint = "wait4")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Wait(int process, ref int status, int options, ref long usage);
}
