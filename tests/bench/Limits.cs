using System.Globalization;
using System.Text;

namespace EcrProvider.Bench;

/// <summary>The figures that must hold, and whether they do.</summary>
internal sealed class Limits
{
    private readonly StringBuilder text = new("| | figure | at most | |\n|---|---|---|---|\n");

    public bool AllHold { get; private set; } = true;

    public void Hold(string what, double figure, double most)
    {
        bool holds = figure <= most;
        AllHold &= holds;
        text.Append(CultureInfo.InvariantCulture, $"| {what} | {figure:0.00} | {most} | {(holds ? "holds" : "DOES NOT HOLD")} |\n");
    }

    public override string ToString() => text.ToString();
}
