using CliWrap;

namespace EcrProvider.Testing;

/// <summary>A minimal Debian without systemd. One of another architecture runs under qemu, in a namespace where that is allowed.</summary>
public static class Chroot
{
    private const int CannotBeHad = 77;

    /// <summary>Runs a bash script (-e -u -o pipefail) as root in it. It sees this machine's network, and nothing of what it writes is left.</summary>
    /// <param name="architecture">As dpkg calls it.</param>
    /// <param name="script">The script.</param>
    /// <param name="files">Files of this machine, copied into /root.</param>
    /// <returns>How it ended; or why there can be none here.</returns>
    public static async Task<(CommandOutcome? Outcome, string WhyNot)> RunAsync(string architecture, string script, IEnumerable<string> files, Transcript transcript)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return (null, "no chroot: not root");
        }

        var recipe = RootfsRecipe.Minimal(architecture);
        Rootfs rootfs = await Rootfs.EnsureAsync(recipe, transcript);
        string folder = Directory.CreateTempSubdirectory("ecr-chroot-").FullName;
        CommandOutcome outcome = await new CommandRunner(transcript).RunAsync(
            "unshare",
            [.. recipe.Enter(folder), "bash", Script.WriteTo(folder, "chroot.sh"), rootfs.Root, .. files],
            new CommandOptions { Title = $"({recipe.Label}) {script}", Input = PipeSource.FromString(script), HangGuard = TimeSpan.FromMinutes(10) });
        Directory.Delete(folder, recursive: true);
        return outcome.ExitCode is CannotBeHad ? (null, "no chroot: " + outcome.Errors.Trim()) : (outcome, "");
    }
}
