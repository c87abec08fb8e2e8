namespace EcrProvider.Build;

/// <summary>Are released packages what their sources give? Builds them again from their .buildinfo and compares.</summary>
internal static class Verify
{
    private const string Usage = "make verify DEB=FOLDER/ecr-credential-provider_VERSION_ARCH.deb, with its .buildinfo beside it";

    /// <summary>DEB names the packages, with blanks between them.</summary>
    /// <exception cref="BuildException">One is not, or it cannot be told.</exception>
    public static async Task RunAsync()
    {
        string[] packages = Environment.GetEnvironmentVariable("DEB")?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? [];
        if (packages.Length == 0)
        {
            throw new BuildException("which package? " + Usage, exitCode: 2);
        }

        bool same = true;
        foreach (string package in packages)
        {
            same &= await IsSameAsync(Path.GetFullPath(package, Repository.Root));
        }

        if (!same)
        {
            throw new BuildException("verify: not what the sources give", silent: true);
        }
    }

    private static async Task<bool> IsSameAsync(string package)
    {
        string name = Path.GetFileName(package);
        if (name.Split('_') is not [_, string version, string last] || !File.Exists(package))
        {
            throw new BuildException($"{package} is not there, or not called as a package is; {Usage}", exitCode: 2);
        }

        string architecture = Path.GetFileNameWithoutExtension(last);
        string itsInfo = Path.Join(Path.GetDirectoryName(package), $"ecr-credential-provider_{version}_{architecture}.buildinfo");
        if (!File.Exists(itsInfo))
        {
            throw new BuildException($"{itsInfo} is missing: it says what the package was built with", exitCode: 2);
        }

        var info = BuildInfo.Read(itsInfo);
        string hash = Repository.Sha256(package);
        if (!string.Equals(info.Checksums.GetValueOrDefault(name), hash, StringComparison.Ordinal))
        {
            Console.WriteLine($"{name}: not the file that its .buildinfo names: SHA-256 {info.Checksums.GetValueOrDefault(name, "(none)")} there, {hash} here");
            return false;
        }

        await TellToolsAsync(info);
        string rebuilt = Path.Join(await RebuildAsync(Architecture.Named(architecture), version, info), name);
        if (string.Equals(Repository.Sha256(rebuilt), hash, StringComparison.Ordinal))
        {
            Console.WriteLine($"{name}: the same bytes, SHA-256 {hash}");
            return true;
        }

        Console.WriteLine($"{name}: not what the sources give here:");
        foreach (string line in await Differences.OfAsync(package, rebuilt))
        {
            Console.WriteLine("  " + line);
        }

        return false;
    }

    /// <summary>A difference may come from a tool, and not from the sources.</summary>
    private static async Task TellToolsAsync(BuildInfo info)
    {
        IReadOnlyDictionary<string, string> here = await ToolsHereAsync();
        string[] others = [.. info.Tools
            .Where(tool => here.GetValueOrDefault(tool.Key) != tool.Value)
            .Select(tool => $"{tool.Key} {tool.Value} (here {here.GetValueOrDefault(tool.Key, "none")})")];
        Console.WriteLine(others.Length == 0
            ? $"tools: all {info.Tools.Count} packages of the .buildinfo are here in their versions"
            : $"tools: {others.Length} of {info.Tools.Count} packages of the .buildinfo are others here: {string.Join(", ", others)}");
    }

    /// <returns>The folder of what was built; kept while sources and tools stay as they are.</returns>
    private static async Task<string> RebuildAsync(Architecture architecture, string version, BuildInfo info)
    {
        string? tag = (await Repository.GitAsync("rev-parse", "--verify", "--quiet", $"v{version.Replace('~', '-')}^{{commit}}"))?.Trim();
        if (tag is null && version != Repository.Version)
        {
            throw new BuildException($"these sources are of version {Repository.Version}, and there is no tag v{version.Replace('~', '-')}: fetch the tags, or check out the sources of {version}");
        }

        Console.WriteLine(tag is null ? "sources: this checkout" : $"sources: tag v{version.Replace('~', '-')}, {tag}");
        string folder = Path.Join(Repository.Artifacts, "verify", architecture.Debian);
        string[] files = await Package.SourcesAsync();
        var stamp = new Stamp("verify-" + architecture.Debian, files, $"{tag} {string.Join(' ', (await ToolsHereAsync()).Select(tool => $"{tool.Key} {tool.Value}").Order(StringComparer.Ordinal))}");
        if (!stamp.IsCurrent(Path.Join(folder, $"ecr-credential-provider_{version}_{architecture.Debian}.deb")))
        {
            // Not the folder that `make deb` builds in, nor one of that length.
            string tree = Path.Join(folder, "some-other-folder-than-the-one-of-the-build");
            if (tag is null)
            {
                Package.Copy(files, tree);
            }
            else
            {
                await Repository.ExportAsync(tag, tree);
            }

            await Sysroot.EnsureAsync(architecture);
            await Package.RestoreAsync(tree);
            await Package.BuildAsync(architecture, tree, info.Environment);
            stamp.Write();
        }

        return folder;
    }

    private static async Task<IReadOnlyDictionary<string, string>> ToolsHereAsync()
    {
        string listed = await Shell.ReadAsync("dpkg-query", "--show", "--showformat", "${binary:Package} ${Version}\\n") ?? "";
        return listed.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' '))
            .GroupBy(words => words[0].Split(':')[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.First()[1], StringComparer.Ordinal);
    }
}
