using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;
using EcrProvider.Settings;

namespace EcrProvider.Doctor;

/// <summary>The node, looked at once: what several checks need.</summary>
internal sealed class NodePatient
{
    /// <summary>By which kubelet's config leads to our program.</summary>
    public const string ProviderName = "ecr-credential-provider";

    /// <summary>Why kubelet's start is not looked at.</summary>
    public const string NoSystemd = "no systemd runs here: an image, a container";

    private readonly Lazy<NodeStatus> status;
    private readonly Lazy<StartPlan> plan;
    private readonly Lazy<CredentialProviderConfig?> config;
    private ProviderSettings? settings;

    public NodePatient(HostContext caller, TimeLimit time)
    {
        Time = time;
        HostContext inTime = caller with { Processes = time.Within(caller.Processes) };
        Unit = new KubeletUnit(inTime, NodePaths.KubeletUnit);
        Host = inTime with { Environment = PluginEnvironment.Of(inTime, Unit) };
        status = new(() => NodeStatus.Of(inTime, NodePaths.KubeletUnit));
        plan = new(() => StartPlan.Make(inTime, Unit, UnitEnvironment.WithoutOurs(inTime, Unit)));
        config = new(ReadConfig);
    }

    public TimeLimit Time { get; }

    /// <summary>This machine with kubelet's environment in place of the caller's: the plugin runs in it.</summary>
    public HostContext Host { get; }

    public KubeletUnit Unit { get; }

    public NodeStatus Status => status.Value;

    /// <summary>What is known of a kubelet that is wired and no unit of its own: inside k3s, RKE2 or a snap. Null for every other.</summary>
    public Message? Elsewhere => Status.Reason is { Id: "ECR435" or "ECR436" } elsewhere ? elsewhere : null;

    /// <summary>What kubelet's next start is given.</summary>
    public StartPlan Plan => plan.Value;

    /// <summary>What the live kubelet has loaded, or else its next start would; null when it would load nothing.</summary>
    public CredentialProviderConfig? Config => config.Value;

    /// <summary>True for a user who may not read the settings, and so cannot judge by them.</summary>
    public bool SettingsAreHidden => !Host.IsRoot && Host.Files.Read(ProviderSettings.Path, ProviderSetReader.Limit).Problem is not null;

    /// <exception cref="ProviderException">ECR301–ECR303, ECR305.</exception>
    public ProviderSettings Settings => settings ??= ProviderSettings.Load(Host);

    private CredentialProviderConfig? ReadConfig()
    {
        byte[]? content = Status.IsWired ? Host.Files.Read(NodePaths.ComposedConfig, ProviderSetReader.Limit).Bytes : Plan.Wiring?.Config;
        KubeletVersion? version = Unit.Command() is { } command ? KubeletVersions.Ask(Host, command) : null;
        content ??= Host.Files.Read(NodePaths.Config, ProviderSetReader.Limit).Bytes;
        return content is null ? null : CredentialProviderConfigReader.Read(content, NodePaths.ComposedConfig, version).Config;
    }
}
