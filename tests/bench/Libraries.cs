using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using EcrProvider.Testing;

namespace EcrProvider.Bench;

/// <summary>What each linked library is in the two programs: bytes of machine code, by the names that the package's debug symbols (-dbgsym) give it.</summary>
internal static partial class Libraries
{
    private const string Native = "the runtime's C++, and its shims of OpenSSL and libc";
    private const double Least = 0.01;

    /// <summary>As Markdown. What is less than a hundredth of the whole program is summed up.</summary>
    public static string Table(string folder)
    {
        string symbols = Artifacts.Deb.Replace("provider_", "provider-dbgsym_", StringComparison.Ordinal);
        Output("dpkg-deb", "--extract", symbols, folder);

        // The one that kubelet executes is a part of the other.
        Dictionary<string, long>[] programs =
            [.. Directory.EnumerateFiles(folder, "*.debug", SearchOption.AllDirectories).OrderByDescending(file => new FileInfo(file).Length).Select(Sizes)];
        (Dictionary<string, long> whole, Dictionary<string, long> front) = (programs[0], programs[1]);
        long all = whole.Values.Sum();
        string[] large = [.. whole.Where(library => library.Value >= all * Least).OrderByDescending(library => library.Value).Select(library => library.Key)];

        var table = new StringBuilder("### What the linked libraries are\n\n| machine code of | whole program, KB | share | what kubelet executes, KB |\n|---|---|---|---|\n");
        foreach (string library in large)
        {
            Append(library, whole[library], front.GetValueOrDefault(library));
        }

        Append("everything else", whole.Where(library => !large.Contains(library.Key, StringComparer.Ordinal)).Sum(library => library.Value), front.Where(library => !large.Contains(library.Key, StringComparer.Ordinal)).Sum(library => library.Value));
        Append("all", all, front.Values.Sum());
        return table.ToString();

        void Append(string name, long inWhole, long inFront) => table.Append(
            CultureInfo.InvariantCulture, $"| {name} | {inWhole / 1000.0:0} | {100.0 * inWhole / all:0} % | {inFront / 1000.0:0} |\n");
    }

    private static Dictionary<string, long> Sizes(string file)
    {
        var sizes = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (string line in Output("nm", "--print-size", file).Split('\n'))
        {
            // ADDRESS SIZE KIND NAME
            if (line.Split(' ', 4) is [_, var size, "t" or "T" or "w" or "W", var name])
            {
                string library = LibraryOf(name);
                sizes[library] = sizes.GetValueOrDefault(library) + long.Parse(size, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
            }
        }

        return sizes;
    }

    /// <summary>ILC names a method ASSEMBLY_NAMESPACE_TYPE__METHOD, with a _ for each dot.</summary>
    private static string LibraryOf(string symbol)
    {
        Match match = Assembly().Match(symbol);
        return match.Groups["ours"].Success ? "this project"
            : match.Groups["core"].Success ? "System.Private.* (the base of .NET)"
            : match.Groups["name"].Success ? match.Groups["name"].Value.Replace('_', '.')
            : Native;
    }

    private static string Output(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} failed");
    }

    [GeneratedRegex(
        "^(<Boxed>|<unbox>|_*unbox_+)*((?<ours>ecr_credential_provider_)|(?<core>S_P_)|(?<name>System(_[A-Z][A-Za-z0-9]*)*?)_System_|(?<name>AWSSDK_[A-Z][A-Za-z]*)_|(?<name>YamlDotNet|Tomlyn)_)",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Assembly();
}
