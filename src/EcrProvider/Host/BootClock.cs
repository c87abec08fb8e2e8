using System.Globalization;

namespace EcrProvider.Host;

/// <summary>Times since boot, sleep included.</summary>
internal static class BootClock
{
    private const int BootTime = 7;

    // USER_HZ: the same on every Linux that we are built for (proc(5), starttime).
    private const long TicksPerSecond = 100;

    private const int Ancestors = 8;

    public static TimeSpan Now()
    {
        Span<long> time = stackalloc long[2];
        _ = LibC.ReadClock(BootTime, time);
        return TimeSpan.FromSeconds(time[0]) + TimeSpan.FromTicks(time[1] / 100);
    }

    /// <summary>Of the kubelet that started this program, itself or by a script of the admin's.</summary>
    public static TimeSpan? StartOfKubelet() => StartOfKubelet(LibC.Parent(), process => Stat(process.ToString(CultureInfo.InvariantCulture)));

    /// <summary>Of this process, whatever programs it was before (execve(2)).</summary>
    public static TimeSpan? StartOfThisProcess() => Read(Stat("self"))?.Start;

    /// <param name="process">Where to begin; its parents are next.</param>
    /// <param name="stat">/proc/PID/stat of a process; empty: there is none.</param>
    internal static TimeSpan? StartOfKubelet(int process, Func<int, string> stat)
    {
        for (int height = 0; process > 1 && height < Ancestors; height++)
        {
            if (Read(stat(process)) is not { } found)
            {
                return null;
            }

            // MicroK8s' and k3s' one process has kubelet in it.
            if (found.Name is "kubelet" or "kubelite" or "k3s" or "k3s-server" or "k3s-agent")
            {
                return found.Start;
            }

            process = found.Parent;
        }

        return null;
    }

    private static string Stat(string process)
    {
        try
        {
            return File.ReadAllText($"/proc/{process}/stat");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static (string Name, int Parent, TimeSpan Start)? Read(string line)
    {
        // PID (name) state parent …; the name may hold blanks and brackets. The start is field 22.
        int open = line.IndexOf('(', StringComparison.Ordinal);
        int close = line.LastIndexOf(')');
        string[] fields = open < 0 || close < open ? [] : line[(close + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return fields.Length > 19 && int.TryParse(fields[1], NumberStyles.None, CultureInfo.InvariantCulture, out int parent)
            && long.TryParse(fields[19], NumberStyles.None, CultureInfo.InvariantCulture, out long ticks)
            ? (line[(open + 1)..close], parent, TimeSpan.FromMilliseconds(ticks * 1000 / TicksPerSecond))
            : null;
    }
}
