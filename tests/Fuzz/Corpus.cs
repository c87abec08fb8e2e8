using System.Security.Cryptography;

namespace EcrProvider.Fuzz;

/// <summary>tests/Fuzz/corpus/READER/*: where a run begins, and every input that was once answered wrongly. A unit test asks them all.</summary>
internal static class Corpus
{
    public static string Root { get; } = Path.Join(Checkout(), "tests", "Fuzz", "corpus");

    // A real kubelet's verdicts are of these.
    private static string Verdicts { get; } = Path.Join(Checkout(), "tests", "EcrProvider.Tests", "Kubelet", "verdicts");

    public static IEnumerable<string> Files(string reader) =>
        new[] { Path.Join(Root, reader), reader is "config" ? Verdicts : "" }.Where(Directory.Exists).SelectMany(folder => Directory.GetFiles(folder).Order(StringComparer.Ordinal));

    /// <returns>The file's path.</returns>
    public static string Add(string reader, string kind, byte[] input)
    {
        string folder = Directory.CreateDirectory(Path.Join(Root, reader)).FullName;
        string file = Path.Join(folder, $"{kind}-{Convert.ToHexStringLower(SHA256.HashData(input))[..8]}");
        File.WriteAllBytes(file, input);
        return file;
    }

    private static string Checkout()
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Join(folder, "EcrProvider.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new DirectoryNotFoundException("no EcrProvider.sln above the program");
        }

        return folder;
    }
}
