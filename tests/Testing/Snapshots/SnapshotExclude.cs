using System.IO.Enumeration;

namespace EcrProvider.Testing;

/// <summary>A path that a snapshot leaves out, with all below it.</summary>
/// <param name="Pattern">Absolute; * stands for any characters.</param>
/// <param name="Why">Whose it is, that it says nothing about the package under test.</param>
public sealed record SnapshotExclude(string Pattern, string Why)
{
    /// <summary>Records that a machine keeps of itself, whatever is installed or removed.</summary>
    public static IReadOnlyList<SnapshotExclude> MachineRecords { get; } =
    [
        new("/var/lib/dpkg", "dpkg's own records"),
        new("/var/lib/apt", "apt's own records"),
        new("/var/cache/apt", "apt's own caches"),
        new("/var/cache/debconf", "debconf's databases, rewritten by any dpkg run"),
        new("/var/lib/ucf", "ucf's own history"),
        new("/var/log", "logs of dpkg, apt, the journal"),
        new("/var/cache/ldconfig", "ldconfig's auxiliary cache"),
        new("/etc/ld.so.cache", "rebuilt by any library's trigger"),
        new("/var/cache/man", "man-db's index"),
        new("/var/lib/systemd", "systemd's own state: timers' stamps, random seed, coredumps"),
        new("/var/lib/private", "systemd's DynamicUser state"),
        new("/tmp", "everybody's; a tmpfs on trixie"),
        new("/var/tmp", "everybody's"),
        new("/root/.*", "shells and tools of whoever ran the test"),
        new("/run/log", "the journal before /var is there"),
        new("/run/systemd/journal", "journald's sockets and streams"),
        new("/run/systemd/units", "links to invocations of running services"),
        new("/run/systemd/propagate*", "mounts into running services"),
        new("/run/systemd/ask-password*", "systemctl's agents for passwords, by terminal"),
        new("/run/udev", "udev's database"),
        new("/run/dbus", "the bus's socket"),
        new("/run/lock", "locks"),
        new("/run/utmp", "logins"),
        new("/run/containerd", "containerd's sockets and tasks"),
        new("/run/node-*.jsonl", "what the stand-ins of tests/Node record"),
        new("/run/credentials", "systemd's mounts for running services"),
    ];

    internal bool Matches(string path) => Pattern.Contains('*', StringComparison.Ordinal)
        ? FileSystemName.MatchesSimpleExpression(Pattern, path, ignoreCase: false)
        : path.StartsWith(Pattern, StringComparison.Ordinal) && (path.Length == Pattern.Length || path[Pattern.Length] is '/');
}
