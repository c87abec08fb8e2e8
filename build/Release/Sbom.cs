using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace EcrProvider.Build;

/// <summary>
/// What the package is made of, as SPDX 3.0.1: the product, each package of src/*/packages.lock.json and build/sysroot.lock, and
/// how it is used. The same sources give the same bytes.
/// </summary>
internal static class Sbom
{
    public const string FileName = "ecr-credential-provider.spdx.json";

    private const string Product = "ecr-credential-provider";
    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>The document, for the version at the top of debian/changelog.</summary>
    /// <param name="root">The sources that are built: this checkout, or an earlier version's.</param>
    public static async Task<string> TextAsync(string root)
    {
        Changelog changelog = await Changelog.ReadAsync(root);
        string version = Repository.VersionOf(root);
        IReadOnlyList<SbomPackage> packages = [.. SbomPackage.OfNuGet(root), .. SbomPackage.OfSysroot(root)];
        string space = $"https://spdx.org/spdxdocs/{Product}-{version}-{Fingerprint(packages)}#";
        string Id(string name) => space + name;

        var graph = new JsonArray
        {
            new JsonObject
            {
                ["type"] = "CreationInfo",
                ["@id"] = "_:creation",
                ["specVersion"] = "3.0.1",
                ["created"] = changelog.Date.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture),
                ["createdBy"] = new JsonArray(Id("maintainer")),
            },
            Element("Organization", Id("maintainer"), ("name", changelog.Maintainer)),
        };
        foreach (string license in packages.Select(package => package.License).OfType<string>().Append("CC0-1.0").Append("MIT").Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            graph.Add((JsonNode)Element("simplelicensing_LicenseExpression", Id("license-" + license), ("simplelicensing_licenseExpression", license)));
        }

        JsonObject product = Element(
            "software_Package", Id("product"), ("name", Product), ("software_packageVersion", version),
            ("software_packageUrl", $"pkg:generic/{Product}@{Uri.EscapeDataString(version)}"), ("software_primaryPurpose", "application"));
        graph.Add((JsonNode)product);
        graph.Add((JsonNode)Relation(Id, "product", "hasDeclaredLicense", ["license-MIT"]));
        foreach (SbomPackage package in packages)
        {
            graph.Add((JsonNode)PackageOf(package, Id));
            if (package.License is { } license)
            {
                graph.Add((JsonNode)Relation(Id, package.Key, "hasDeclaredLicense", ["license-" + license]));
            }
        }

        foreach (IGrouping<SbomUse, SbomPackage> use in packages.GroupBy(package => package.Use).OrderBy(use => use.Key))
        {
            graph.Add((JsonNode)Relation(Id, "product", use.Key switch
            {
                SbomUse.LinkedIn => "hasStaticLink",
                SbomUse.Loaded => "hasDynamicLink",
                _ => "usesTool",
            }, use.Select(package => package.Key), use.Key is SbomUse.Build ? "build" : null));
        }

        string[] elements = [.. graph.Select(node => (string?)node!["spdxId"]).OfType<string>()];
        graph.Add((JsonNode)Element("software_Sbom", Id("sbom"), ("software_sbomType", new JsonArray("build")), ("rootElement", new JsonArray(Id("product"))), ("element", Names(elements))));
        graph.Add((JsonNode)Element(
            "SpdxDocument", Id("document"), ("name", $"{Product} {version}"), ("dataLicense", Id("license-CC0-1.0")),
            ("profileConformance", new JsonArray("core", "software", "simpleLicensing")), ("rootElement", new JsonArray(Id("sbom"))), ("element", Names([.. elements, Id("sbom")]))));
        return new JsonObject { ["@context"] = "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", ["@graph"] = graph }.ToJsonString(Readable) + "\n";
    }

    private static JsonObject PackageOf(SbomPackage package, Func<string, string> id)
    {
        JsonObject element = Element(
            "software_Package", id(package.Key), ("name", package.Name), ("software_packageVersion", package.Version), ("software_packageUrl", package.Url));
        if (package.Comment is { } comment)
        {
            element["comment"] = comment;
        }

        if (package.Sha256 is { } hash)
        {
            element["verifiedUsing"] = new JsonArray(new JsonObject { ["type"] = "Hash", ["algorithm"] = "sha256", ["hashValue"] = hash });
        }

        return element;
    }

    private static JsonObject Relation(Func<string, string> id, string from, string type, IEnumerable<string> to, string? scope = null)
    {
        JsonObject relation = Element(
            scope is null ? "Relationship" : "LifecycleScopedRelationship", id($"{from}-{type}"), ("from", id(from)), ("relationshipType", type), ("to", Names([.. to.Select(id)])));
        if (scope is not null)
        {
            relation["scope"] = scope;
        }

        return relation;
    }

    private static JsonObject Element(string type, string id, params (string Name, JsonNode Value)[] fields)
    {
        var element = new JsonObject { ["type"] = type, ["spdxId"] = id, ["creationInfo"] = "_:creation" };
        foreach ((string name, JsonNode value) in fields)
        {
            element[name] = value;
        }

        return element;
    }

    private static JsonArray Names(string[] names) => new([.. names.Select(name => (JsonNode)name)]);

    // Two documents of one version with other contents have other names.
    private static string Fingerprint(IEnumerable<SbomPackage> packages) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', packages))))[..12];
}
