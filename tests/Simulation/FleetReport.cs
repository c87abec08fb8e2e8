using System.Globalization;
using System.Text;

namespace EcrProvider.Simulation;

/// <summary>The table of docs/operations.md.</summary>
internal static class FleetReport
{
    private static readonly (double Rate, double Burst)[] Quotas = [(20, 200), (500, 500)];

    public static string Table()
    {
        var table = new StringBuilder("| calls a second (burst) | | calls | throttled | last node ready after |\n|---|---|---|---|---|\n");
        foreach ((double rate, double burst) in Quotas)
        {
            foreach (bool cache in (bool[])[false, true])
            {
                var storm = new BootStorm(new TokenBucket(rate, burst), cache);
                storm.Run();
                table.Append(
                    CultureInfo.InvariantCulture,
                    $"| {rate} ({burst}) | {(cache ? "with the cache" : "without")} | {storm.Calls:N0} | {100.0 * storm.Throttled / storm.Calls:0.0} % | {Minutes(storm.LastReady)} |\n");
            }
        }

        return table.ToString();
    }

    private static string Minutes(double seconds) =>
        seconds < 120 ? string.Create(CultureInfo.InvariantCulture, $"{seconds:0} s") : string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60} min {seconds % 60:0} s");
}
