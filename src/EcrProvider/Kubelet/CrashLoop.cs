using System.Text;
using System.Text.Json;
using EcrProvider.Host;

namespace EcrProvider.Kubelet;

/// <summary>
/// Kubelet dies again and again with our flags although nothing was wrong when it was wired, e.g. another kubelet was installed since. Nobody
/// watches it: compose, which runs at each start, counts, and leaves our flags out once. If kubelet lives then, the wiring is held
/// (<see cref="Held"/>). If it dies too it is not our doing, and is not tried again before kubelet has lived for a while.
/// </summary>
/// <param name="Fingerprint">Of config, program and kubelet: others are a beginning.</param>
/// <param name="Restarts">NRestarts at the last start: systemd restarted it by itself when it is more at the next.</param>
/// <param name="Start">When that was, since boot.</param>
/// <param name="Deaths">How often it died soon and by itself, with our flags.</param>
/// <param name="Phase">What the last start was.</param>
/// <param name="Reason">Kubelet's last words.</param>
internal sealed record CrashLoop(string Fingerprint, int Restarts, TimeSpan Start, int Deaths, CrashLoop.Phases Phase, string Reason)
{
    private const int MostDeaths = 3;
    private const int Limit = 64 * 1024;

    // RestartSec= of kubelet.service, 10 s, is part of it.
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(90);

    // What kubelet dies of before kubeadm init or join, or while containerd starts: our flags have no part in it.
    private static readonly string[] OtherCauses =
        ["failed to load kubelet config file", "bootstrap", "validate service connection", "containerd.sock", "crio.sock", "swap"];

    public enum Phases
    {
        /// <summary>It has our flags.</summary>
        Wired,

        /// <summary>It has them not, to see whether it lives.</summary>
        Trial,

        /// <summary>It has them: it died without them too.</summary>
        NotOurs,
    }

    public bool IsTrial => Phase is Phases.Trial;

    /// <returns>Null when nothing was counted, or for another config, program or kubelet.</returns>
    public static CrashLoop? Current(HostContext host, UnitCommand kubelet) =>
        Read(host) is { } loop && string.Equals(loop.Fingerprint, Held.FingerprintOf(host, kubelet), StringComparison.Ordinal) ? loop : null;

    /// <summary>What compose does first: looks how the last start ended.</summary>
    /// <exception cref="IOException">It could not be written down.</exception>
    public static CrashLoop? Count(HostContext host, KubeletUnit unit)
    {
        // Written by ExecStopPost= of the drop-in: in ExecStartPre= systemd no longer knows how the main process ended (247 to 257).
        string[] ended = Encoding.UTF8.GetString(host.Files.Read(NodePaths.Ended, Limit).Bytes ?? []).Trim().Split(' ');
        host.Files.Delete(NodePaths.Ended);
        if (unit.Command() is not { } command)
        {
            return null;
        }

        bool byItself = ended is ["exited", not "0"];
        var now = new CrashLoop(Held.FingerprintOf(host, command), unit.Restarts, host.SinceBoot(), Deaths: 0, Phases.Wired, Reason: "");
        CrashLoop loop = Read(host) is { } before ? before.Next(now, byItself, unit.LastWords) : now;
        loop.Write(host);
        return loop;
    }

    /// <summary>Counts from the beginning.</summary>
    public static void Forget(HostContext host) => host.Files.Delete(NodePaths.Starts);

    /// <param name="now">A start that would be the first of its kind.</param>
    /// <param name="byItself">The process ended with an exit code that is not 0, not by a signal.</param>
    /// <param name="lastWords">Asked only when it matters.</param>
    public CrashLoop Next(CrashLoop now, bool byItself, Func<string> lastWords)
    {
        bool sameLoop = string.Equals(Fingerprint, now.Fingerprint, StringComparison.Ordinal) && now.Restarts > Restarts;
        if (!sameLoop || (now.Start - Start >= Soon && !IsTrial))
        {
            return now;
        }

        CrashLoop again = this with { Restarts = now.Restarts, Start = now.Start };
        if (!byItself || now.Start - Start >= Soon || Phase is Phases.NotOurs)
        {
            return again;
        }

        if (IsTrial)
        {
            return again with { Phase = Phases.NotOurs };
        }

        string reason = lastWords();
        return Array.Exists(OtherCauses, cause => reason.Contains(cause, StringComparison.OrdinalIgnoreCase)) ? again
            : again with { Deaths = Deaths + 1, Reason = reason, Phase = Deaths + 1 < MostDeaths ? Phases.Wired : Phases.Trial };
    }

    private static CrashLoop? Read(HostContext host)
    {
        if (host.Files.Read(NodePaths.Starts, Limit).Bytes is not { } content)
        {
            return null;
        }

        try
        {
            using JsonDocument json = JsonDocument.Parse(content);
            JsonElement at = json.RootElement;
            return new CrashLoop(
                at.GetProperty("fingerprint").GetString()!,
                at.GetProperty("restarts").GetInt32(),
                TimeSpan.FromSeconds(at.GetProperty("start").GetDouble()),
                at.GetProperty("deaths").GetInt32(),
                Enum.Parse<Phases>(at.GetProperty("phase").GetString()!),
                at.GetProperty("reason").GetString()!);
        }
        catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    private void Write(HostContext host)
    {
        using var content = new MemoryStream();
        using (var json = new Utf8JsonWriter(content))
        {
            json.WriteStartObject();
            json.WriteString("fingerprint"u8, Fingerprint);
            json.WriteNumber("restarts"u8, Restarts);
            json.WriteNumber("start"u8, Start.TotalSeconds);
            json.WriteNumber("deaths"u8, Deaths);
            json.WriteString("phase"u8, Phase.ToString());
            json.WriteString("reason"u8, Reason);
            json.WriteEndObject();
        }

        // It quotes kubelet, which may quote a config.
        host.Files.WritePrivate(NodePaths.Starts, content.ToArray());
    }
}
