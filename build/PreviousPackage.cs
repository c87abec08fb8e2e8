namespace EcrProvider.Build;

/// <summary>The package of the version before this one, built from git: what nodes upgrade from.</summary>
internal static class PreviousPackage
{
    // Nothing was released yet. The last commit of the first day had the package that the life cycle was proved with: another binary, drop-in
    // and maintainer scripts, no mend timer, and no drop-ins for k3s.
    private const string FirstDay = "d021b5d";

    /// <summary>Where tests find it.</summary>
    private static string Folder => Path.Join(Repository.Artifacts, "previous");

    /// <summary>Builds it for this machine, unless it is there: a commit does not change.</summary>
    /// <exception cref="BuildException">The clone is too shallow, or it cannot be built.</exception>
    public static async Task BuildAsync()
    {
        string wanted = (await Repository.GitAsync("describe", "--tags", "--abbrev=0", "--match=v*", "HEAD^"))?.Trim() ?? FirstDay;
        string commit = (await Repository.GitAsync("rev-parse", "--verify", "--quiet", wanted + "^{commit}"))?.Trim()
            ?? throw new BuildException($"the history of this clone does not reach back to {wanted}, the version to upgrade from; type: git fetch --unshallow");
        string kept = Path.Join(Folder, commit);
        if (Directory.Exists(kept))
        {
            return;
        }

        Repository.Delete(Folder);
        string tree = Path.Join(Folder, "build", "ecr-credential-provider");
        await Repository.ExportAsync(commit, tree);
        string changelog = Path.Join(tree, "debian", "changelog");
        if (Repository.VersionOf(tree) == Repository.Version)
        {
            string text = await File.ReadAllTextAsync(changelog);
            await File.WriteAllTextAsync(changelog, text.Replace($"({Repository.Version})", $"({Repository.Version}~previous)", StringComparison.Ordinal));
        }

        await Sysroot.EnsureAsync(Architecture.Here);
        await Package.RestoreAsync(tree);
        await Package.BuildAsync(Architecture.Here, tree);
        Repository.Delete(tree);
        Directory.Move(Path.GetDirectoryName(tree)!, kept);
    }
}
