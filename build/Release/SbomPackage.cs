using System.Text.Json;
using System.Xml.Linq;

namespace EcrProvider.Build;

/// <summary>One package of a lock file.</summary>
/// <param name="Key">Its name within the document.</param>
/// <param name="Url">The package URL (purl).</param>
/// <param name="License">SPDX expression, as the package itself declares it; null where it is not passed on by us.</param>
/// <param name="Sha256">Of the file that was taken, where the lock file has it.</param>
internal sealed record SbomPackage(string Key, string Name, string Version, string Url, SbomUse Use, string? License, string? Sha256, string? Comment)
{
    private static readonly string[] Tools = ["Microsoft.DotNet.ILCompiler", "Microsoft.NET.ILLink.Tasks"];
    private static readonly string[] SharedLibraries = ["libc6", "zlib1g"];

    /// <summary>src/*/packages.lock.json, of every runtime identifier.</summary>
    public static IEnumerable<SbomPackage> OfNuGet(string root)
    {
        string[] analyzers = [.. XDocument.Load(Path.Join(root, "Directory.Packages.props")).Descendants("GlobalPackageReference").Select(element => element.Attribute("Include")!.Value)];
        return [.. Directory.EnumerateDirectories(Path.Join(root, "src"))
            .Select(project => Path.Join(project, "packages.lock.json"))
            .Where(File.Exists)
            .SelectMany(Locked)
            .Distinct()
            .OrderBy(package => package.Name, StringComparer.Ordinal)
            .Select(package => new SbomPackage(
                "nuget-" + package.Name, package.Name, package.Version, $"pkg:nuget/{package.Name}@{package.Version}",
                Tools.Concat(analyzers).Contains(package.Name, StringComparer.Ordinal) ? SbomUse.Build : SbomUse.LinkedIn,
                LicenseOf(package.Name, package.Version), Sha256: null, $"contentHash of packages.lock.json (base64 of the SHA-512 of the package without its signature): {package.Hash}"))];
    }

    /// <summary>build/sysroot.lock, of both architectures.</summary>
    public static IEnumerable<SbomPackage> OfSysroot(string root)
    {
        foreach (string line in File.ReadLines(Path.Join(root, "build/sysroot.lock")).Order(StringComparer.Ordinal))
        {
            string[] fields = Path.GetFileNameWithoutExtension(line[66..]).Split('_');
            yield return new SbomPackage(
                $"deb-{fields[0]}-{fields[2]}", fields[0], fields[1], $"pkg:deb/debian/{fields[0]}@{Uri.EscapeDataString(fields[1])}?arch={fields[2]}",
                SharedLibraries.Contains(fields[0], StringComparer.Ordinal) ? SbomUse.Loaded : SbomUse.Build, License: null, line[..64], Comment: null);
        }
    }

    private static IReadOnlyList<(string Name, string Version, string Hash)> Locked(string lockFile)
    {
        using var file = JsonDocument.Parse(File.ReadAllText(lockFile));
        return [.. file.RootElement.GetProperty("dependencies").EnumerateObject()
            .SelectMany(target => target.Value.EnumerateObject())
            .Select(package => (package.Name, package.Value.GetProperty("resolved").GetString()!, package.Value.GetProperty("contentHash").GetString()!))];
    }

    private static string LicenseOf(string name, string version)
    {
        string id = name.ToLowerInvariant();
        XElement? license = XDocument.Load(Path.Join(Repository.NuGetPackages, id, version, id + ".nuspec")).Descendants().FirstOrDefault(element => element.Name.LocalName is "license");
        return license?.Attribute("type")?.Value is "expression"
            ? license.Value
            : throw new BuildException($"{name} {version} declares no licence as an SPDX expression: look it up, and say it in build/Release/SbomPackage.cs");
    }
}
