namespace EcrProvider.Testing;

/// <summary>A pristine Debian, made once by mmdebstrap and only read from then on: beds write into layers above it.</summary>
public sealed class Rootfs
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(20);

    private static readonly TimeSpan KeptUnused = TimeSpan.FromDays(1);

    private readonly string folder;

    private Rootfs(string folder) => this.folder = folder;

    /// <summary>Its root directory.</summary>
    public string Root => Path.Join(folder, "root");

    /// <summary>Of a bed: the content's hashes as of the day it was made.</summary>
    internal FileHashes Hashes => field ??= FileHashes.Load(Path.Join(folder, "hashes"));

    /// <summary>Why there can be none of that recipe: it is not in the cache, and the mirror has its suite no more. Else null.</summary>
    internal static async Task<string?> WhyNotAsync(RootfsRecipe recipe, Transcript transcript)
    {
        if (Directory.Exists(Path.Join(CacheFolder.Rootfs, recipe.Name)))
        {
            return null;
        }

        var commands = new CommandRunner(transcript);
        return await (await DebianMirror.OfThisMachineAsync(commands)).WhyNotAsync(commands, recipe.Suite);
    }

    /// <summary>A folder with the shared libraries that our binary of that architecture loads, for qemu.</summary>
    /// <param name="architecture">As dpkg calls it.</param>
    public static Task<Rootfs> LibrariesAsync(string architecture, Transcript transcript) => EnsureAsync(RootfsRecipe.Libraries(architecture), transcript);

    /// <summary>The smallest trixie in which our package can be installed without a mirror.</summary>
    /// <param name="architecture">As dpkg calls it.</param>
    public static Task<Rootfs> MinimalAsync(string architecture, Transcript transcript) => EnsureAsync(RootfsRecipe.Minimal(architecture), transcript);

    /// <summary>Takes it from the cache, or makes it (a bed's in about half a minute). Other processes that want it wait.</summary>
    internal static async Task<Rootfs> EnsureAsync(RootfsRecipe recipe, Transcript transcript)
    {
        string made = Path.Join(CacheFolder.Rootfs, recipe.Name);
        if (!Directory.Exists(made))
        {
            using FileStream held = await CacheFolder.LockAsync(Path.Join(CacheFolder.Rootfs, recipe.Label + ".lock"), BuildLimit);
            if (!Directory.Exists(made))
            {
                await BuildAsync(recipe, made, new CommandRunner(transcript));
            }
        }

        return new Rootfs(made);
    }

    private static async Task BuildAsync(RootfsRecipe recipe, string target, CommandRunner commands)
    {
        // Who holds the label's lock may clear away what a killed build left.
        string unfinished = Path.Join(CacheFolder.Rootfs, recipe.Label + ".unfinished");
        await commands.RunAsync("rm", ["-rf", "--one-file-system", unfinished]).OrThrow();
        Directory.CreateDirectory(unfinished);
        var rootfs = new Rootfs(unfinished);

        DebianMirror mirror = await DebianMirror.OfThisMachineAsync(commands);
        await InstallAsync(commands, "mmdebstrap", "/usr/bin/mmdebstrap");
        await InstallAsync(commands, "debian-archive-keyring", mirror.Keyring);
        string packages = CacheFolder.Packages(recipe.Label);
        await commands.RunAsync(
            // What a killed build had mounted goes with its namespace.
            "unshare",
            [
                .. recipe.Enter(unfinished), "mmdebstrap", "--quiet", "--mode=root", "--variant=" + recipe.Variant,
                "--architectures=" + recipe.Architecture, "--include=" + string.Join(',', recipe.Packages),
                "--aptopt=Acquire::Languages \"none\"", .. mirror.AptOptions.Select(option => "--aptopt=" + option),
                "--dpkgopt=force-unsafe-io",
                // Packages stay here between runs.
                "--skip=check/qemu,download/empty,essential/unlink",
                $"--setup-hook=mkdir -p \"$1/var/cache/apt/archives\" && mount --bind '{packages}' \"$1/var/cache/apt/archives\"",
                "--customize-hook=umount \"$1/var/cache/apt/archives\"",
                .. recipe.IsBed ? ["--customize-hook=" + Script.WriteTo(unfinished, "rootfs.sh")] : Array.Empty<string>(),
                recipe.Suite, rootfs.Root, .. Sources(mirror, recipe.Suite),
            ],
            new CommandOptions { HangGuard = BuildLimit }).OrThrow();
        if (recipe.IsBed)
        {
            await FileHashes.MakeAsync(rootfs.Root, Path.Join(unfinished, "hashes"), commands);
        }

        await File.WriteAllTextAsync(Path.Join(unfinished, "in-use"), "");
        Directory.Move(unfinished, target);
        await RemoveOthersAsync(recipe.Label, target, commands);
    }

    /// <summary>Those of older recipes, unless another checkout used one today.</summary>
    private static async Task RemoveOthersAsync(string label, string current, CommandRunner commands)
    {
        string[] idle = [.. Directory.EnumerateDirectories(CacheFolder.Rootfs, label + "-*")
            .Where(other => !string.Equals(other, current, StringComparison.Ordinal)
                && DateTime.UtcNow - File.GetLastWriteTimeUtc(Path.Join(other, "in-use")) > KeptUnused && CacheFolder.IsFree(Path.Join(other, "in-use")))];
        await commands.RunAsync("rm", ["-rf", "--one-file-system", .. idle]).OrThrow();
    }

    /// <summary>Lines of a sources.list.</summary>
    internal static IEnumerable<string> Sources(DebianMirror mirror, string suite)
    {
        yield return $"deb [signed-by={mirror.Keyring}] {mirror.Uri} {suite} main";
        if (mirror.SecurityUri is not null)
        {
            yield return $"deb [signed-by={mirror.Keyring}] {mirror.SecurityUri} {suite}-security main";
        }
    }

    private static async Task InstallAsync(CommandRunner commands, string package, string itsFile)
    {
        if (File.Exists(itsFile))
        {
            return;
        }

        var unasked = new Dictionary<string, string?>(StringComparer.Ordinal) { ["DEBIAN_FRONTEND"] = "noninteractive" };
        var options = new CommandOptions { HangGuard = TimeSpan.FromMinutes(5), Environment = unasked };
        string[] install = ["install", "--yes", "--no-install-recommends", package];
        if (!(await commands.RunAsync("apt-get", install, options)).Succeeded)
        {
            await commands.RunAsync("apt-get", ["update", "-qq"], options).OrThrow();
            await commands.RunAsync("apt-get", install, options).OrThrow();
        }
    }
}
