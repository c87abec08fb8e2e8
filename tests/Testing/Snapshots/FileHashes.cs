using CliWrap;

namespace EcrProvider.Testing;

/// <summary>SHA-256 of files that were hashed before, so that a snapshot reads only what a bed has written.</summary>
internal sealed class FileHashes
{
    private readonly Dictionary<(string Path, long Size, string ChangeTime), string> known = [];

    public string? this[ListedFile file]
    {
        get => known.GetValueOrDefault((file.Path, file.Size, file.ChangeTime));
        set => known[(file.Path, file.Size, file.ChangeTime)] = value!;
    }

    public static async Task MakeAsync(string root, string file, CommandRunner commands)
    {
        CommandOutcome listed = await commands.RunAsync("sh", ["-c", FileListing.ListScript], new CommandOptions { Folder = root, OutputIsData = true }).OrThrow();
        Dictionary<string, ListedFile> files = FileListing.Parse(listed.Output).Where(entry => entry.Type is 'f').DistinctBy(entry => entry.Path).ToDictionary(entry => entry.Path);
        CommandOutcome hashed = await commands.RunAsync(
            "sh",
            ["-c", FileListing.HashScript],
            new CommandOptions { Folder = root, OutputIsData = true, Input = PipeSource.FromString(FileListing.ToInput(files.Keys)) }).OrThrow();
        await File.WriteAllTextAsync(file, string.Concat(FileListing.ParseHashes(hashed.Output)
            .Select(entry => $"{entry.Path}\0{files[entry.Path].Size}\0{files[entry.Path].ChangeTime}\0{entry.Hash}\0")));
    }

    public static FileHashes Load(string file)
    {
        var hashes = new FileHashes();
        foreach (string[] entry in File.ReadAllText(file).Split('\0').Chunk(4).Where(entry => entry.Length is 4))
        {
            hashes.known[(entry[0], long.Parse(entry[1], System.Globalization.CultureInfo.InvariantCulture), entry[2])] = entry[3];
        }

        return hashes;
    }
}
