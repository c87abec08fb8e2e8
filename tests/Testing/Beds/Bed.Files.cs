using CliWrap;

namespace EcrProvider.Testing;

/// <summary>Files of the bed. Paths are resolved inside: a link in the bed never leads to the host.</summary>
public sealed partial class Bed
{
    /// <summary>Writes a file of root's, and the folders above it.</summary>
    /// <param name="mode">Octal, as install(1) takes it.</param>
    public async Task WriteFileAsync(string path, string content, string mode = "644") =>
        await InstallAsync(path, mode, PipeSource.FromString(content));

    /// <summary>Copies a file of the host; its executable bits come along.</summary>
    public async Task CopyInAsync(string hostPath, string bedPath)
    {
        bool executable = (File.GetUnixFileMode(hostPath) & UnixFileMode.UserExecute) is not 0;
        await InstallAsync(bedPath, executable ? "755" : "644", PipeSource.FromFile(hostPath));
    }

    /// <exception cref="CommandFailedException">It is not there.</exception>
    public async Task<string> ReadFileAsync(string path) => (await RunAsync($"cat -- {Quoted(path)}").OrThrow()).Output;

    public async Task<bool> ExistsAsync(string path) => (await RunAsync($"test -e {Quoted(path)} || test -L {Quoted(path)}")).Succeeded;

    /// <summary>Every path of the root file system and of /run, but those excluded.</summary>
    /// <param name="excludes"><see cref="SnapshotExclude.MachineRecords"/> unless given.</param>
    public async Task<Snapshot> SnapshotAsync(IEnumerable<SnapshotExclude>? excludes = null)
    {
        SnapshotExclude[] without = [.. excludes ?? SnapshotExclude.MachineRecords];
        var data = new CommandOptions { Title = $"({Suite}) snapshot", OutputIsData = true };
        CommandOutcome listed = await EnterAsync(FileListing.ListScript, data).OrThrow();
        ListedFile[] files = [.. FileListing.Parse(listed.Output).DistinctBy(file => file.Path).Where(file => !Array.Exists(without, exclude => exclude.Matches(file.Path)))];

        Dictionary<string, ListedFile> unknown = files.Where(file => file.Type is 'f' && pristine.Hashes[file] is null).ToDictionary(file => file.Path, StringComparer.Ordinal);
        CommandOutcome hashed = await EnterAsync(FileListing.HashScript, data with { Input = PipeSource.FromString(FileListing.ToInput(unknown.Keys)) }).OrThrow();
        Dictionary<string, string> hashes = FileListing.ParseHashes(hashed.Output).ToDictionary(entry => entry.Path, entry => entry.Hash, StringComparer.Ordinal);

        return new Snapshot(files.ToDictionary(
            file => file.Path,
            file => new SnapshotEntry(file.Type, file.Mode, file.Owner, file.Target, file.Type is 'f' ? pristine.Hashes[file] ?? hashes.GetValueOrDefault(file.Path, "") : ""),
            StringComparer.Ordinal));
    }

    private async Task InstallAsync(string path, string mode, PipeSource content) =>
        await RunAsync($"install -D -m {mode} /dev/stdin {Quoted(path)}", input: content).OrThrow();

    private static string Quoted(string word) => $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";
}
