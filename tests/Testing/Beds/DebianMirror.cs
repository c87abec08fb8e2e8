using System.Text.RegularExpressions;

namespace EcrProvider.Testing;

/// <summary>Where this machine's apt gets Debian from.</summary>
/// <param name="Uri">Of the archive.</param>
/// <param name="SecurityUri">Of the security archive, if the machine uses one.</param>
/// <param name="Keyring">A file of the keys that sign both.</param>
/// <param name="AptOptions">What the machine had to tell apt to reach it: proxies, CAs, dates of a frozen mirror.</param>
internal sealed partial record DebianMirror(string Uri, string? SecurityUri, string Keyring, IReadOnlyList<string> AptOptions)
{
    // Debian's own name for its mirrors, for a machine that is not Debian.
    private const string Public = "http://deb.debian.org/debian";
    private const string PublicSecurity = "http://deb.debian.org/debian-security";
    private const string DebianKeyring = "/usr/share/keyrings/debian-archive-keyring.gpg";

    /// <summary><see cref="AptOptions"/> as an -o takes them.</summary>
    public IEnumerable<string> AptAssignments => AptOptions.Select(option => option.Replace(" \"", "=", StringComparison.Ordinal).TrimEnd('"'));

    /// <summary>Asks apt, which reads both formats of its sources.</summary>
    public static async Task<DebianMirror> OfThisMachineAsync(CommandRunner commands)
    {
        IReadOnlyList<string> targets = await TargetsAsync(commands);
        if (targets.Count is 0)
        {
            // Who made an archive is only known from its lists, and images of machines come without.
            await commands.RunAsync("apt-get", ["update", "-qq"]).OrThrow();
            targets = await TargetsAsync(commands);
        }

        string[][] archives = [.. targets.Select(target => target.Split('|'))];
        string[]? main = Array.Find(archives, archive => archive[0] is "Debian");
        string[]? security = Array.Find(archives, archive => archive[0] is "Debian-Security");
        IReadOnlyList<string> options = await OptionsAsync(commands);
        return main is null
            ? new(Public, PublicSecurity, DebianKeyring, options)
            : new(main[1], security?[1], KeyringOf(main), options);
    }

    /// <summary>Why there is no such release: it left the mirror. Null when there is one, and when the mirror does not answer.</summary>
    public async Task<string?> WhyNotAsync(CommandRunner commands, string suite)
    {
        string scratch = Path.GetTempFileName();
        try
        {
            string url = $"{Uri.TrimEnd('/')}/dists/{suite}/InRelease";
            CommandOutcome asked = await commands.RunAsync(
                "/usr/lib/apt/apt-helper", [.. AptAssignments.SelectMany(option => new[] { "-o", option }), "download-file", url, scratch]);
            return !asked.Succeeded && asked.Errors.Contains("404", StringComparison.Ordinal) ? $"the mirror has no {suite} any more" : null;
        }
        finally
        {
            File.Delete(scratch);
        }
    }

    private static async Task<IReadOnlyList<string>> TargetsAsync(CommandRunner commands)
    {
        CommandOutcome answer = await commands.RunAsync(
            "apt-get", ["indextargets", "--format", "$(LABEL)|$(SITE)|$(SOURCESENTRY)", "Created-By: Packages", "Origin: Debian"]);
        return answer.OrThrow().Lines;
    }

    private static async Task<IReadOnlyList<string>> OptionsAsync(CommandRunner commands)
    {
        CommandOutcome dump = await commands.RunAsync("apt-config", ["dump"], new CommandOptions { OutputIsData = true });
        return [.. dump.OrThrow().Lines.Where(line => ReachesTheMirror.IsMatch(line)).Select(line => line.TrimEnd(';'))];
    }

    /// <summary>A re-signed mirror names its keys in the sources. Debian's own keys are all in one file, those of other releases too.</summary>
    private static string KeyringOf(string[] archive)
    {
        string file = archive[2][..archive[2].LastIndexOf(':')];
        string separator = file.EndsWith(".sources", StringComparison.Ordinal) ? "\n\n" : "\n";
        string entry = File.ReadAllText(file).Split(separator).FirstOrDefault(part => part.Contains(archive[1], StringComparison.Ordinal), "");
        string keyring = SignedBy.Match(entry).Groups["file"].Value;
        return keyring.Length is 0 || keyring.Contains("/debian-archive-", StringComparison.Ordinal) ? DebianKeyring : keyring;
    }

    [GeneratedRegex("""^Acquire::(Check-Valid-Until|Check-Date|Retries|https?::.*|.*Proxy.*) "[^"]+";$""", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex ReachesTheMirror { get; }

    [GeneratedRegex(@"signed-by[:=]\s*(?<file>/[^\s\],]+)", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex SignedBy { get; }
}
