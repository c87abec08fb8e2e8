namespace EcrProvider.Testing;

/// <summary>Where beds keep what is dear to make, and, while they live, themselves.</summary>
internal static class CacheFolder
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private static string Root { get; } = Path.Join(
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? cache
            : Path.Join(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        "ecr-credential-provider");

    public static string Beds => Made("beds");

    public static string Rootfs => Made("rootfs");

    /// <summary>Downloaded packages; a folder for each suite, since apt locks it.</summary>
    public static string Packages(string suite) => Made(Path.Join("packages", suite));

    /// <summary>Waits until no other process holds the lock.</summary>
    public static async Task<FileStream> LockAsync(string file, TimeSpan limit)
    {
        long deadline = Environment.TickCount64 + (long)limit.TotalMilliseconds;
        FileStream? held;
        while ((held = TryLock(file)) is null)
        {
            if (Environment.TickCount64 > deadline)
            {
                throw new TimeoutException($"{file} is still locked by another process after {limit.TotalMinutes:0} min");
            }

            await Task.Delay(Poll);
        }

        return held;
    }

    /// <summary>Null if another process holds it. FileShare.None is flock(2) on Linux, as the script's.</summary>
    public static FileStream? TryLock(string file)
    {
        try
        {
            return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public static bool IsFree(string file)
    {
        using FileStream? held = TryLock(file);
        return held is not null;
    }

    private static string Made(string name) => Directory.CreateDirectory(Path.Join(Root, name)).FullName;
}
