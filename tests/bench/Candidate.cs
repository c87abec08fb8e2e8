namespace EcrProvider.Bench;

/// <summary>A program in an environment of its own, asked the same as the others of its scenario.</summary>
internal sealed record Candidate(string Name, string Program, IReadOnlyDictionary<string, string> Environment, params string[] Arguments)
{
    private readonly List<Sample> samples = [];

    /// <summary>What it reads on standard input.</summary>
    public required string Input { get; init; }

    /// <summary>The words before its command line, e.g. to run it in a namespace.</summary>
    public IReadOnlyList<string> Enter { get; init; } = [];

    public void Add(Sample sample) => samples.Add(sample);

    public double Minimum(Func<Sample, double> of) => samples.Min(of);

    public double Median(Func<Sample, double> of) => samples.Select(of).Order().ElementAt(samples.Count / 2);
}
