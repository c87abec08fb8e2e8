using System.Security.Cryptography;
using System.Text;

namespace EcrProvider.Testing;

/// <summary>Debian packages that only few beds need: not in the rootfs, but fetched once and installed in the bed.</summary>
public sealed partial class Bed
{
    /// <summary>Installs them, with what they depend on, from the mirror of this machine's apt or from the cache.</summary>
    public async Task AddAsync(params string[] packages)
    {
        foreach (string file in Directory.EnumerateFiles(await FetchAsync(packages), "*.deb"))
        {
            await CopyInAsync(file, "/var/tmp/added/" + Path.GetFileName(file));
        }

        await RunAsync("dpkg --install /var/tmp/added/*.deb > /dev/null; rm -r /var/tmp/added", TimeSpan.FromMinutes(5)).OrThrow();
    }

    /// <summary>What this rootfs lacks of them.</summary>
    private async Task<string> FetchAsync(string[] packages)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{pristine.Root} {string.Join(' ', packages)}"));
        string folder = CacheFolder.Packages($"{Suite}-{Convert.ToHexStringLower(hash)[..12]}");
        string archives = Path.Join(folder, "cache/archives");
        string complete = Path.Join(folder, "complete");
        using FileStream held = await CacheFolder.LockAsync(Path.Join(folder, "lock"), TimeSpan.FromMinutes(10));
        if (!File.Exists(complete))
        {
            DebianMirror mirror = await DebianMirror.OfThisMachineAsync(commands);
            await File.WriteAllLinesAsync(Path.Join(folder, "sources.list"), Rootfs.Sources(mirror, Suite));
            foreach (string needed in new[] { "state/lists/partial", "cache/archives/partial", "parts" })
            {
                Directory.CreateDirectory(Path.Join(folder, needed));
            }

            // An apt of its own, that believes to be in the rootfs.
            string[] options =
            [
                $"Dir::Etc::SourceList={folder}/sources.list", $"Dir::Etc::SourceParts={folder}/parts", $"Dir::Etc::PreferencesParts={folder}/parts",
                $"Dir::State={folder}/state", $"Dir::State::status={pristine.Root}/var/lib/dpkg/status", $"Dir::Cache={folder}/cache",
                "APT::Sandbox::User=root", "Acquire::Languages=none", .. mirror.AptAssignments,
            ];
            string[] apt = [.. options.SelectMany(option => new[] { "-o", option })];
            var limit = new CommandOptions { HangGuard = TimeSpan.FromMinutes(10) };
            await commands.RunAsync("apt-get", [.. apt, "update", "-qq"], limit).OrThrow();
            await commands.RunAsync("apt-get", [.. apt, "install", "-qq", "--yes", "--download-only", "--no-install-recommends", .. packages], limit).OrThrow();
            await File.WriteAllTextAsync(complete, string.Join('\n', packages));
        }

        return archives;
    }
}
