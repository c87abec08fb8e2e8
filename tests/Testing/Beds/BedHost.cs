using System.Diagnostics;

namespace EcrProvider.Testing;

/// <summary>What this machine gives to beds.</summary>
internal static class BedHost
{
    private static readonly Lazy<string?> Verdict = new(Probe);

    /// <summary>The cgroup v2 hierarchy: /sys/fs/cgroup, or below it on a machine that still has v1 controllers. Null: none.</summary>
    public static string? CgroupRoot { get; } = File.Exists("/proc/mounts")
        ? File.ReadLines("/proc/mounts").Select(line => line.Split(' ')).FirstOrDefault(fields => fields[2] is "cgroup2")?[1]
        : null;

    /// <summary>Why no bed can be made here; null if one can.</summary>
    public static string? WhyNot() => Verdict.Value;

    /// <summary>Removes what runs left behind whose holder was killed: folders and cgroups without a process.</summary>
    public static void Sweep()
    {
        foreach (string folder in Directory.EnumerateDirectories(CacheFolder.Beds))
        {
            // A young one may not have taken its lock yet.
            if (DateTime.UtcNow - Directory.GetCreationTimeUtc(folder) < TimeSpan.FromMinutes(1))
            {
                continue;
            }

            try
            {
                using FileStream? held = CacheFolder.TryLock(Path.Join(folder, "lock"));
                if (held is not null)
                {
                    RemoveCgroup(CgroupOf(folder));
                    Directory.Delete(folder, recursive: true);
                }
            }
            catch (IOException)
            {
                // Another run sweeps it, or its processes are still dying: the next one will.
            }
        }
    }

    public static string CgroupOf(string folder) => Path.Join(CgroupRoot, "ecr-bed-" + Path.GetFileName(folder));

    private static void RemoveCgroup(string cgroup)
    {
        if (!Directory.Exists(cgroup))
        {
            return;
        }

        foreach (string child in Directory.EnumerateDirectories(cgroup))
        {
            RemoveCgroup(child);
        }

        // rmdir(2): the files of a cgroup are not to be deleted one by one.
        Directory.Delete(cgroup);
    }

    private static string? Probe()
    {
        if (!OperatingSystem.IsLinux())
        {
            return "no bed: not Linux";
        }

        if (!Environment.IsPrivilegedProcess)
        {
            return "no bed: not root";
        }

        if (CgroupRoot is null)
        {
            return "no bed: no cgroup v2 hierarchy is mounted";
        }

        string? missing = Array.Find(["unshare", "nsenter", "setpriv", "flock", "pivot_root", "mount", "apt-get"], tool => !IsOnPath(tool));
        return missing is null ? ProbeKernel() : $"no bed: {missing} is not installed";
    }

    private static string? ProbeKernel()
    {
        string folder = NewFolder();
        string script = Script.WriteTo(folder, "bed.sh");
        using var process = Process.Start(new ProcessStartInfo("unshare", ["--mount", "--propagation", "private", "bash", script, "probe", folder, "/usr", "-", CgroupOf(folder)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        string errors = process.StandardError.ReadToEnd().Trim();
        process.WaitForExit();
        Directory.Delete(folder, recursive: true);
        return process.ExitCode is 0 ? null : $"no bed: {errors.ReplaceLineEndings("; ")}";
    }

    /// <summary>A folder for one bed.</summary>
    public static string NewFolder() => Directory.CreateDirectory(
        Path.Join(CacheFolder.Beds, $"{Environment.ProcessId}-{Path.GetFileNameWithoutExtension(Path.GetRandomFileName())}")).FullName;

    private static bool IsOnPath(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':')
        .Concat(["/usr/sbin", "/sbin"])
        .Any(folder => File.Exists(Path.Join(folder, tool)));
}
