using System.Text.RegularExpressions;
using Xunit;

namespace EcrProvider.Tests.Settings;

/// <summary>docs/configuration.md is where an admin looks for a setting.</summary>
public partial class EverySetting
{
    /// <summary>Fields of journal entries.</summary>
    private static readonly string[] NoSettings = ["ECR_MESSAGE", "ECR_REGISTRY", "ECR_IDENTITY", "ECR_REMEDY"];

    [Fact]
    public void That_the_program_reads_is_documented() => Assert.Empty(Read.Except(Documented, StringComparer.Ordinal));

    [Fact]
    public void Of_ours_that_is_documented_is_read() =>
        Assert.Empty(Documented.Where(name => name.StartsWith("ECR_", StringComparison.Ordinal)).Except(Read, StringComparer.Ordinal));

    [Fact]
    public void Of_the_documentation_is_in_the_man_page_and_none_more() =>
        Assert.Equivalent(
            Documented.Where(IsSetting),
            Entry().Matches(File.ReadAllText(Path.Join(Root, "debian/man/ecr-credential-provider.5.scd")).Replace("\\_", "_", StringComparison.Ordinal))
                .Select(match => match.Groups["name"].Value).Where(IsSetting).Distinct(StringComparer.Ordinal),
            strict: true);

    private static bool IsSetting(string name) => Literal().IsMatch($"\"{name}\"");

    [Fact]
    public void That_is_documented_is_known_to_doctor() =>
        Assert.Equal(Documented.Where(name => Shape().IsMatch(name)).Order(StringComparer.Ordinal), EcrProvider.Settings.SettingNames.All.Order(StringComparer.Ordinal));

    private static string Root => typeof(EverySetting).Assembly
        .GetCustomAttributes(typeof(System.Reflection.AssemblyMetadataAttribute), inherit: false)
        .Cast<System.Reflection.AssemblyMetadataAttribute>().First(data => data.Key is "RepoRoot").Value!;

    private static string[] Read =>
        [.. Directory.EnumerateFiles(Path.Join(Root, "src/EcrProvider"), "*.cs", SearchOption.AllDirectories)
            .Where(file => Path.GetFileName(file) is not "SettingNames.cs") // a list, read by doctor alone
            .SelectMany(file => Literal().Matches(File.ReadAllText(file))).Select(match => match.Groups["name"].Value).Except(NoSettings, StringComparer.Ordinal)];

    private static string[] Documented =>
        [.. Name().Matches(File.ReadAllText(Path.Join(Root, "docs/configuration.md"))).Select(match => match.Groups["name"].Value).Distinct(StringComparer.Ordinal)];

    [GeneratedRegex("\"(?<name>(AWS|ECR)_[A-Z0-9_]+|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_[A-Z]+)\"", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\*(?<name>[A-Z][A-Z0-9_]+)\*", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Entry();

    [GeneratedRegex("^((AWS|ECR)_[A-Z0-9_]+|(HTTPS?|ALL|NO)_PROXY|SSL_CERT_[A-Z]+)$", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Shape();

    [GeneratedRegex("`(?<name>[A-Z][A-Z0-9_]+)`", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Name();
}
