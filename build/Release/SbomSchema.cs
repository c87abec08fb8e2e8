using System.Text.Json;
using Json.Schema;

namespace EcrProvider.Build;

/// <summary>The official JSON schema of SPDX 3.0.1, as @cyclonedx/cdxgen of the npm registry carries it.</summary>
internal static class SbomSchema
{
    private const string Package = "@cyclonedx/cdxgen@12.8.4";
    private const string Member = "package/data/spdx-export.schema.json";
    private const string Sha256 = "873ff9d3177a0c12495fe585c5012f7bec0aa70aabed1f2f1e79f25bd95eb107";

    /// <summary>Null when it is valid, else the reason why nothing can be said.</summary>
    /// <exception cref="BuildException">The document is not valid, or the schema is not the one that is expected.</exception>
    public static async Task<string?> WhyNotValidatedAsync(string document)
    {
        if (await Shell.ReadAsync("npm", "--version") is null)
        {
            return "npm is not on PATH, and it fetches the schema: apt install npm";
        }

        var schema = JsonSchema.FromText(await File.ReadAllTextAsync(await FetchAsync()));
        using var sbom = JsonDocument.Parse(document);
        EvaluationResults results = schema.Evaluate(sbom.RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        if (!results.IsValid)
        {
            IEnumerable<string> faults = (results.Details ?? [])
                .Where(detail => detail.Errors is not null)
                .SelectMany(detail => detail.Errors!.Select(error => $"    {detail.InstanceLocation}: {error.Value}"))
                .Distinct(StringComparer.Ordinal)
                .Take(20);
            throw new BuildException($"{Sbom.FileName} is not valid SPDX 3.0.1:\n{string.Join('\n', faults)}");
        }

        return null;
    }

    private static async Task<string> FetchAsync()
    {
        string folder = Path.Join(Repository.Artifacts, "spdx");
        string schema = Path.Join(folder, Member);
        if (!File.Exists(schema))
        {
            Directory.CreateDirectory(folder);
            await Shell.RunAsync("spdx-schema", "npm", ["pack", "--silent", Package], folder);
            string archive = Directory.EnumerateFiles(folder, "*.tgz").Single();
            await Shell.RunAsync("spdx-schema", "tar", ["--extract", "--file", archive, Member], folder);
            File.Delete(archive);
        }

        string hash = Repository.Sha256(schema);
        return hash == Sha256 ? schema : throw new BuildException($"{Package}: {Member} has the SHA-256 {hash}, not {Sha256}");
    }
}
