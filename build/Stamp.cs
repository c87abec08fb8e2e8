using System.Security.Cryptography;
using System.Text;

namespace EcrProvider.Build;

/// <summary>Remembers what a product was made from, so that it is made anew only when that changed.</summary>
/// <param name="product">A name for it.</param>
/// <param name="sources">Paths below the repository's root.</param>
/// <param name="other">What else it depends on.</param>
internal sealed class Stamp(string product, IEnumerable<string> sources, string other = "")
{
    private readonly string fingerprint = Fingerprint(sources, other);
    private readonly string file = Path.Join(Repository.Artifacts, "stamps", product);

    /// <summary>True when these files are there and were made from these very sources.</summary>
    public bool IsCurrent(params string[] products) =>
        products.All(File.Exists) && File.Exists(file) && string.Equals(File.ReadAllText(file), fingerprint, StringComparison.Ordinal);

    public void Write()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, fingerprint);
    }

    private static string Fingerprint(IEnumerable<string> sources, string other)
    {
        var text = new StringBuilder(other);
        foreach (string source in sources)
        {
            string path = Path.Join(Repository.Root, source);
            text.Append(source).Append(' ').Append(File.GetUnixFileMode(path)).Append(' ')
                .AppendLine(Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))));
        }

        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
