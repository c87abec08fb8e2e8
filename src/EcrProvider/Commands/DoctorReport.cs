using System.Globalization;
using System.Text;
using EcrProvider.Doctor;

namespace EcrProvider.Commands;

/// <summary>What doctor found, for people and for tools.</summary>
internal static class DoctorReport
{
    /// <summary>Of the JSON's shape, docs/doctor.md: it changes when a field goes or means something else.</summary>
    public const int Version = 1;

    public static string Text(IReadOnlyList<CheckResult> results, bool colour)
    {
        var text = new StringBuilder();
        int width = results.Max(result => result.Id.Length);
        foreach ((int index, CheckResult result) in results.Index())
        {
            if (index == 0 || !string.Equals(results[index - 1].Subject, result.Subject, StringComparison.Ordinal))
            {
                text.Append(CultureInfo.InvariantCulture, $"{(text.Length > 0 ? "\n" : "")}{result.Subject ?? "this node"}\n");
            }

            Finding finding = result.Finding;
            text.Append(CultureInfo.InvariantCulture, $"  {Painted(finding.Status, colour)}  {result.Id.PadRight(width)}  {finding.Evidence}\n");
            if (finding.Remedy is { } remedy)
            {
                text.Append(CultureInfo.InvariantCulture, $"  {"",-7}  {"".PadRight(width)}  {finding.MessageId}: {remedy}\n");
            }
        }

        return text.Append(CultureInfo.InvariantCulture, $"\n{Sum(results)}\n").ToString();
    }

    public static string Json(IReadOnlyList<CheckResult> results) => JsonOutput.Write(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("version"u8, Version);
        json.WriteString("program_version"u8, ProductVersion.Text);
        json.WriteString("status"u8, Word(Worst(results)));
        json.WriteStartArray("checks"u8);
        foreach (CheckResult result in results)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, result.Id);
            json.WriteString("subject"u8, result.Subject);
            json.WriteString("status"u8, Word(result.Finding.Status));
            json.WriteString("evidence"u8, result.Finding.Evidence);
            json.WriteString("remedy"u8, result.Finding.Remedy);
            json.WriteString("message"u8, result.Finding.MessageId);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    private static CheckStatus Worst(IReadOnlyList<CheckResult> results) =>
        results.Any(result => result.Finding.Status is CheckStatus.Failed) ? CheckStatus.Failed
        : results.Any(result => result.Finding.Status is CheckStatus.Warning) ? CheckStatus.Warning
        : CheckStatus.Ok;

    private static string Sum(IReadOnlyList<CheckResult> results)
    {
        CheckStatus worst = Worst(results);
        return results.FirstOrDefault(result => worst is not CheckStatus.Ok && result.Finding.Status == worst) is not { Finding: var first } cause
            ? "Nothing failed."
            : $"{(worst is CheckStatus.Failed ? "The cause" : "Nothing failed; to be seen to")}: {cause.Id} ({first.MessageId}). {first.Remedy}";
    }

    private static string Word(CheckStatus status) => status switch
    {
        CheckStatus.Ok => "ok",
        CheckStatus.Warning => "warning",
        CheckStatus.Failed => "failed",
        _ => "skipped",
    };

    private static string Painted(CheckStatus status, bool colour)
    {
        string word = Word(status).PadRight("skipped".Length);
        int code = status switch
        {
            CheckStatus.Ok => 32,
            CheckStatus.Warning => 33,
            CheckStatus.Failed => 31,
            _ => 90,
        };
        return colour ? string.Create(CultureInfo.InvariantCulture, $"\e[{code}m{word}\e[0m") : word;
    }
}
