namespace EcrProvider.Bench;

/// <summary>A program in an environment of its own, asked the same as the others of its scenario.</summary>
internal sealed record Candidate(string Name, string Program, IReadOnlyDictionary<string, string> Environment, params string[] Arguments)
{
    // Each reads the request from its beginning, and one that fails fails all.
    private const string Fifty = """
        exec 3<&0
        i=0; while [ $i -lt 50 ]; do "$0" "$@" < /proc/self/fd/3 > /dev/null & pids="$pids $!"; i=$((i+1)); done
        for pid in $pids; do wait $pid || exit 1; done
        """;

    private readonly List<Sample> samples = [];

    /// <summary>What it reads on standard input.</summary>
    public required string Input { get; init; }

    /// <summary>The words before its command line, e.g. to run it in a namespace.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    /// <summary>What a shell does before each run; not counted.</summary>
    public string Before { get; init; } = "";

    /// <summary>The exit code that is no failure.</summary>
    public int ExitCode { get; init; }

    /// <summary>System calls of one run, all its processes together; a repeat differs by a few.</summary>
    public int Calls { get; set; }

    /// <summary>Fifty of it at the same time: their CPU time together, and the memory of the largest.</summary>
    public Candidate AtOnce => this with { Program = "/bin/sh", Arguments = ["-c", Fifty, Program, .. Arguments] };

    public void Add(Sample sample) => samples.Add(sample);

    public double Minimum(Func<Sample, double> of) => samples.Min(of);

    public double Median(Func<Sample, double> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);
}
