using EcrProvider.Host;
using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>How kubelet and we stand to each other, by its live process and by what its next start would be given.</summary>
internal sealed record NodeStatus
{
    /// <summary>E.g. <c>kubelet.service</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>systemd's words, e.g. <c>active (running)</c>, <c>not-found</c>.</summary>
    public required string State { get; init; }

    /// <summary>The main process; 0 when there is none.</summary>
    public required int Process { get; init; }

    /// <summary>The two flags on its command line in /proc.</summary>
    public required ProviderFlags Flags { get; init; }

    /// <summary>The program that kubelet executes for us; null when kubelet does not carry our flags.</summary>
    public required string? Provider { get; init; }

    public required DropIn DropIn { get; init; }

    /// <summary>What is wrong with /etc/ecr-credential-provider/config.yaml; empty when kubelet accepts it.</summary>
    public required IReadOnlyList<Refusal> ConfigRefusals { get; init; }

    /// <summary>Why each exec of the program fails by its settings file; null when it does not, and for whoever may not read that file.</summary>
    public required Message? SettingsRefusal { get; init; }

    public required Held? Held { get; init; }

    /// <summary>What would be left out at the next start and why; wholly without us when <see cref="NextStartIsWired"/> is false.</summary>
    public required IReadOnlyList<Message> LeftOut { get; init; }

    public required bool NextStartIsWired { get; init; }

    /// <summary>Why kubelet does not carry our flags; null when it does.</summary>
    public required Message? Reason { get; init; }

    public bool IsWired => Reason is null;

    public int ExitCode => IsWired ? EcrProvider.ExitCode.Ok
        : Held is not null ? EcrProvider.ExitCode.Held
        : Process == 0 ? EcrProvider.ExitCode.NotRunning
        : EcrProvider.ExitCode.Failed;

    public static NodeStatus Of(HostContext host, string unitName)
    {
        var unit = new KubeletUnit(host, unitName);
        string loadState = unit.LoadState;
        int process = unit.MainProcess();
        ProviderFlags flags = ProviderFlags.Of(unit.LiveArguments(process));
        UnitCommand? command = unit.Command();
        Held? held = command is null ? null : Held.Current(host, command);
        DropIn dropIn = DropIn.Of(host, unit);
        StartPlan plan = host.IsLive ? StartPlan.Make(host, unit, UnitEnvironment.WithoutOurs(host, unit)) : StartPlan.OfNextStart(host, unitName);

        // Without a unit there is no next start, and the one reason for that is said already.
        bool starts = !host.IsLive || loadState is "loaded";
        bool wired = flags.Config is NodePaths.ComposedConfig;
        return new NodeStatus
        {
            Unit = unitName,
            State = loadState is "loaded" ? unit.State : host.IsLive ? loadState : "not running",
            Process = process,
            Flags = flags,
            Provider = wired && flags.BinFolder is { } folder ? host.Files.Resolve($"{folder}/ecr-credential-provider") : null,
            DropIn = dropIn,
            ConfigRefusals = ProviderSetReader.Read(
                host, NodePaths.Config, NodePaths.BinFolder, command is null ? null : KubeletVersions.Ask(host, command)).Refusals,
            SettingsRefusal = host.IsRoot ? NodeSettings.Refusal(host) : null,
            Held = held,
            LeftOut = !starts ? [] : dropIn.Problem is { } problem ? [problem] : plan.Remarks,
            NextStartIsWired = starts && dropIn.Problem is null && plan.IsWired,
            Reason = wired ? null : held is not null ? NodeMessages.Held(held.Since, held.Reason)
                : !host.IsLive ? dropIn.Problem ?? (plan.IsWired ? NodeMessages.NothingRuns(unitName) : plan.Remarks[0])
                : !starts ? OtherKubelets.Find(host) ?? NodeMessages.NoUnit(unitName, loadState)
                : Held.IsHidden(host) ? NodeMessages.HeldForRootToRead()
                : dropIn.Problem ?? (!plan.IsWired ? plan.Remarks[0]
                : process == 0 ? NodeMessages.NotRunning(unitName, unit.State)
                : NodeMessages.StartedWithout(unitName, unit.LastRemark())),
        };
    }
}
