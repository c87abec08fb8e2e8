using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Series;

namespace EcrProvider.Bench;

/// <summary>Median CPU time of every candidate, as bars in SVG. The axis is logarithmic: they are from a few to hundreds of milliseconds.</summary>
internal static class Plot
{
    private const double Width = 900;
    private const double RowHeight = 22;

    public static string Svg(IEnumerable<Scenario> scenarios)
    {
        (string Name, double Cpu, bool IsOurs)[] rows =
            [.. scenarios.SelectMany(scenario => scenario.Candidates.Select((candidate, at) => ($"{scenario.Name}: {candidate.Name}", candidate.Median(sample => sample.Cpu), at is 0))).Reverse()];
        var names = new CategoryAxis { Position = AxisPosition.Left, FontSize = 11, IsTickCentered = true };
        names.Labels.AddRange(rows.Select(row => row.Name));
        var bars = new BarSeries { LabelFormatString = "{0:0.0}", LabelPlacement = LabelPlacement.Outside, FontSize = 10, BaseValue = 1 };
        bars.Items.AddRange(rows.Select((row, at) => new BarItem(row.Cpu, at) { Color = row.IsOurs ? OxyColors.SteelBlue : OxyColors.LightGray }));
        var plot = new PlotModel { Title = "CPU time, ms (median)", TitleFontSize = 13, Background = OxyColors.White };
        plot.Axes.Add(names);
        plot.Axes.Add(new LogarithmicAxis { Position = AxisPosition.Bottom, Minimum = 1, MaximumPadding = 0.1 });
        plot.Series.Add(bars);
        return new SvgExporter { Width = Width, Height = 80 + (rows.Length * RowHeight) }.ExportToString(plot);
    }
}
