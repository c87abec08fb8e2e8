using System.Globalization;
using System.Text;

namespace EcrProvider.Bench;

/// <summary>Candidates that do the same, in turns.</summary>
internal sealed record Scenario(string Name, IReadOnlyList<Candidate> Candidates)
{
    public void Run(Runner runner, int runs)
    {
        foreach (Candidate candidate in Candidates)
        {
            runner.Run(candidate); // Fills the page cache; not counted.
        }

        for (int turn = 0; turn < runs; turn++)
        {
            foreach (Candidate candidate in Candidates)
            {
                candidate.Add(runner.Run(candidate));
            }
        }

        foreach (Candidate candidate in Candidates)
        {
            candidate.Calls = runner.CountCalls(candidate);
        }
    }

    /// <summary>A table in Markdown; the shares are of medians.</summary>
    public override string ToString()
    {
        var text = new StringBuilder($"""
            ### {Name}

            | | wall ms | CPU ms | memory MB | system calls | CPU | wall |
            |---|---|---|---|---|---|---|

            """);
        foreach (Candidate candidate in Candidates)
        {
            string Figures(Func<Sample, double> of) =>
                string.Create(CultureInfo.InvariantCulture, $"{candidate.Minimum(of):0.0} / {candidate.Median(of):0.0}");
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {candidate.Name} | {Figures(sample => sample.Wall)} | {Figures(sample => sample.Cpu)} | {Figures(sample => sample.Memory)} | {candidate.Calls} | {1 / CpuRatio(candidate):0.00} | {1 / WallRatio(candidate):0.00} |");
        }

        return text.ToString();
    }

    /// <summary>The first candidate's CPU time, as a share of another's.</summary>
    public double CpuRatio(Candidate other) => Ratio(other, sample => sample.Cpu);

    /// <summary>The first candidate's time on the clock, as a share of another's.</summary>
    public double WallRatio(Candidate other) => Ratio(other, sample => sample.Wall);

    private double Ratio(Candidate other, Func<Sample, double> of) => Candidates[0].Median(of) / other.Median(of);
}
