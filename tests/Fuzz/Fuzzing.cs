using System.Diagnostics;
using System.Globalization;

namespace EcrProvider.Fuzz;

/// <summary>All readers one after the other, and the table that docs/quality.md has.</summary>
internal static class Fuzzing
{
    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : otherwise;

    /// <returns>0 when every execution kept every promise.</returns>
    public static int Run(int runs, int seed, int keep, string? only)
    {
        var coverage = new Coverage();
        string[] names = [.. AllReaders.ByName.Keys.Where(name => only is null || string.Equals(name, only, StringComparison.Ordinal))];
        Console.WriteLine($"FUZZ_SEED={seed}");
        Console.WriteLine($"{"reader",-18} {"executions",10} {"seconds",8} {"branches",9} {"inputs",7} {"findings",9}");
        int findings = 0;
        foreach (string name in names)
        {
            using Reader reader = AllReaders.ByName[name]();
            var campaign = new Campaign(reader, coverage, new Random(seed));
            long begin = Stopwatch.GetTimestamp();
            campaign.Run(runs);
            campaign.Keep(keep);
            findings += campaign.Findings;
            Console.WriteLine(
                $"{name,-18} {campaign.Executions,10} {Stopwatch.GetElapsedTime(begin).TotalSeconds,8:0} {campaign.Branches,9} {campaign.Inputs,7} {campaign.Findings,9}");
        }

        return names.Length == 0 ? 2 : findings == 0 ? 0 : 1;
    }
}
