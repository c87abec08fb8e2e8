using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Kubelet.Systemd;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Kubelet;

/// <summary>What a start of kubelet is to be given. Making it changes nothing.</summary>
/// <param name="Wiring">Null: kubelet starts without us.</param>
/// <param name="Assignment">The line of <see cref="NodePaths.ComposedEnvironment"/>; null: kubelet starts without us.</param>
/// <param name="Remarks">Why it starts without us, or what else was left out.</param>
internal sealed record StartPlan(Wiring? Wiring, string? Assignment, IReadOnlyList<Message> Remarks)
{
    public const string ExtraArguments = "KUBELET_EXTRA_ARGS";

    public bool IsWired => Assignment is not null;

    /// <summary>For whoever is not started by the unit. Without a unit, in an image or before kubelet comes, nobody else has providers yet.</summary>
    public static StartPlan OfNextStart(HostContext host, string unitName)
    {
        var unit = new KubeletUnit(host, unitName);
        if (host.IsLive && unit.IsLoaded)
        {
            return Make(host, unit, UnitEnvironment.WithoutOurs(host, unit));
        }

        var wiring = Wiring.Decide(host, new ProviderFlags(Config: null, BinFolder: null), kubelet: null);
        string? assignment = wiring.Config is null ? null
            : EnvironmentFile.Format(ExtraArguments, ExecWords.Append("", wiring.Flags.Arguments));
        return new StartPlan(wiring, assignment, wiring.Remarks);
    }

    /// <param name="host">The machine.</param>
    /// <param name="kubelet">The unit that starts.</param>
    /// <param name="environment">Its environment before our file is read: <see cref="UnitEnvironment"/>, or in ExecStartPre= our own.</param>
    public static StartPlan Make(HostContext host, KubeletUnit kubelet, IReadOnlyDictionary<string, string> environment)
    {
        if (kubelet.LoadState.Length == 0)
        {
            return Without(NodeMessages.NoUnit(kubelet.Name, loadState: ""));
        }

        UnitCommand? command = kubelet.Command();
        if (command is null || !command.Expands(ExtraArguments))
        {
            return Without(NodeMessages.NotExpanded(kubelet.Name, ExtraArguments));
        }

        if (Held.Current(host, command) is { } held)
        {
            return Without(NodeMessages.Held(held.Since, held.Reason));
        }

        if (CrashLoop.Current(host, command) is { IsTrial: true } loop)
        {
            return Without(NodeMessages.TriedWithout(kubelet.Name, loop.Deaths, loop.Reason));
        }

        if (UnitEnvironment.Beats(host, kubelet, ExtraArguments) is { } later)
        {
            return Without(NodeMessages.LaterEnvironmentFile(later, ExtraArguments));
        }

        KubeletVersion? version = KubeletVersions.Ask(host, command);
        Wiring wiring = Wiring.Decide(host, ProviderFlags.Of(command.Arguments(environment)).From(kubelet.WorkingFolder), version);
        if (wiring.Config is null)
        {
            return Without([.. wiring.Remarks]);
        }

        string value = ExecWords.Append(environment.GetValueOrDefault(ExtraArguments, ""), wiring.Flags.Arguments);
        return Objection(host, command, environment, value, wiring.Flags) is { } objection ? Without(objection)
            : EnvironmentFile.Format(ExtraArguments, value) is { } assignment ? new StartPlan(wiring, assignment, wiring.Remarks)
            : Without(NodeMessages.ArgumentsNotRepresentable());
    }

    private static StartPlan Without(params Message[] why) => new(Wiring: null, Assignment: null, why);

    private static Message? Objection(
        HostContext host, UnitCommand command, IReadOnlyDictionary<string, string> environment, string value, ProviderFlags flags)
    {
        IReadOnlyList<string> before = command.Arguments(environment);
        IReadOnlyList<string> after =
            command.Arguments(new Dictionary<string, string>(environment, StringComparer.Ordinal) { [ExtraArguments] = value });

        // A flag that stands behind $KUBELET_EXTRA_ARGS in ExecStart= beats ours, and half a pair would stop kubelet.
        return ProviderFlags.Of(after) != flags
            ? NodeMessages.FlagsBehindOurs()
            : !KubeletVersions.Accepts(host, command.Program, after) && KubeletVersions.Accepts(host, command.Program, before)
                ? NodeMessages.KubeletRefusesFlags(command.Program)
                : null;
    }
}
