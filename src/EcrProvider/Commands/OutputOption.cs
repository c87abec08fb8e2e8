using System.CommandLine;

namespace EcrProvider.Commands;

/// <summary><c>--output text|json</c> of the verbs that report.</summary>
internal static class OutputOption
{
    public static Option<string> Create()
    {
        var option = new Option<string>("--output", "-o") { Description = "How to report.", DefaultValueFactory = _ => "text" };
        option.AcceptOnlyFromAmong("text", "json");
        return option;
    }
}
