using EcrProvider.Host;

namespace EcrProvider.Doctor;

/// <summary>Doctor ends in time whatever hangs: a systemd, a resolver, a proxy. All that is asked shares one limit.</summary>
internal sealed class TimeLimit(TimeProvider clock)
{
    public static readonly TimeSpan Total = TimeSpan.FromSeconds(60);

    // Longer than one attempt of the transport (10 s), so that the reason of a slow one is told.
    private static readonly TimeSpan OneQuestion = TimeSpan.FromSeconds(15);

    private readonly long started = clock.GetTimestamp();

    public bool IsOver => Left == TimeSpan.Zero;

    /// <summary>For one question over the network; never nothing, because a question has to have a limit.</summary>
    public TimeSpan ForOneQuestion => TimeSpan.FromTicks(Math.Clamp(Left.Ticks, TimeSpan.TicksPerSecond, OneQuestion.Ticks));

    private TimeSpan Left => TimeSpan.FromTicks(Math.Max(0, (Total - clock.GetElapsedTime(started)).Ticks));

    /// <summary>Those programs, ended with the limit. The same question is put once: all checks judge the same node, and systemd is asked a third as often.</summary>
    public HostProcesses Within(HostProcesses processes) => new OneLook(processes, this);

    private sealed class OneLook(HostProcesses processes, TimeLimit time) : HostProcesses
    {
        private readonly Dictionary<string, ProcessOutcome> answers = new(StringComparer.Ordinal);

        public override ProcessOutcome Run(string program, IEnumerable<string> arguments, TimeSpan limit)
        {
            string question = string.Join('\0', [program, .. arguments]);
            return answers.TryGetValue(question, out ProcessOutcome? known)
                ? known
                : answers[question] = processes.Run(program, question.Split('\0')[1..], limit < time.Left ? limit : time.Left);
        }

        public override ProcessOutcome RunGroup(string commandLine, IReadOnlyDictionary<string, string> environment, TimeSpan limit) =>
            processes.RunGroup(commandLine, environment, limit < time.Left ? limit : time.Left);
    }
}
