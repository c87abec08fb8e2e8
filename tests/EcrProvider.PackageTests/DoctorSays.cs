using System.Text.Json;

namespace EcrProvider.PackageTests;

/// <summary>The JSON of doctor.</summary>
/// <param name="Report">All of it.</param>
/// <param name="Succeeded">Exit code 0.</param>
internal sealed record DoctorSays(JsonElement Report, bool Succeeded)
{
    /// <summary>The first of the worst: <c>failed drop-in ECR419</c>; empty when all is ok.</summary>
    public string Cause => First is { } check ? $"{Text(check, "status")} {Text(check, "id")} {Text(check, "message")}" : "";

    public string Remedy => First is { } check ? Text(check, "remedy") : "";

    public IReadOnlyList<JsonElement> Checks => [.. Report.GetProperty("checks").EnumerateArray()];

    private JsonElement? First => Report.GetProperty("status").GetString() is "ok" ? null
        : Checks.First(check => string.Equals(Text(check, "status"), Report.GetProperty("status").GetString(), StringComparison.Ordinal));

    public string Evidence(string id) => Text(Checks.First(check => string.Equals(Text(check, "id"), id, StringComparison.Ordinal)), "evidence");

    private static string Text(JsonElement check, string field) => check.GetProperty(field).GetString() ?? "";
}
