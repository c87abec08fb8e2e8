using System.Globalization;

namespace EcrProvider.Build;

/// <summary>The entry at the top of debian/changelog.</summary>
/// <param name="Date">The one clock of everything that is released.</param>
/// <param name="Maintainer">Name, without the address.</param>
/// <param name="Changes">Its items, as written.</param>
internal sealed record Changelog(DateTimeOffset Date, string Maintainer, string Changes)
{
    /// <param name="root">The sources that it is of.</param>
    public static async Task<Changelog> ReadAsync(string root) => new(
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(await FieldAsync(root, "Timestamp"), CultureInfo.InvariantCulture)),
        (await FieldAsync(root, "Maintainer")).Split(" <")[0],
        string.Join('\n', (await FieldAsync(root, "Changes")).Split('\n').SkipWhile(line => line is not ".").Skip(1).Select(line => line is "." ? "" : line)));

    private static async Task<string> FieldAsync(string root, string name) =>
        (await Shell.ReadAsync("dpkg-parsechangelog", "--file", Path.Join(root, "debian/changelog"), "--show-field", name))?.TrimEnd() ?? throw new BuildException("dpkg-parsechangelog failed: debian/changelog is no changelog");
}
