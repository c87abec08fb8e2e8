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
    }

    public override string ToString()
    {
        var text = new StringBuilder(Name);
        foreach (Candidate candidate in Candidates)
        {
            string Figures(Func<Sample, double> of) =>
                string.Create(CultureInfo.InvariantCulture, $"{candidate.Minimum(of),6:0.0} / {candidate.Median(of),6:0.0}");
            text.Append(CultureInfo.InvariantCulture, $"\n  {candidate.Name,-24} wall {Figures(sample => sample.Wall)}   CPU {Figures(sample => sample.Cpu)}   RSS {Figures(sample => sample.Rss)}");
        }

        foreach (Candidate other in Candidates.Skip(1))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n  CPU {CpuRatio(other):0.00}, wall {Ratio(other, sample => sample.Wall):0.00} of {other.Name}'s");
        }

        return text.ToString();
    }

    /// <summary>The first candidate's CPU time, as a share of another's.</summary>
    public double CpuRatio(Candidate other) => Ratio(other, sample => sample.Cpu);

    private double Ratio(Candidate other, Func<Sample, double> of) => Candidates[0].Median(of) / other.Median(of);
}
