using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Host;
using EcrProvider.Kubelet.Config;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Doctor;

/// <summary>A registry, as kubelet would ask us for its images; what one check learns is there for the next.</summary>
internal sealed class RegistryPatient
{
    private readonly NodePatient node;
    private ProviderSettings? settings;
    private Registry? registry;

    /// <param name="node">Where it is asked from.</param>
    /// <param name="image">The first of its images.</param>
    public RegistryPatient(NodePatient node, string image)
    {
        (this.node, Image) = (node, image);
        Entry = node.Config?.Providers.FirstOrDefault(provider =>
            provider.Name is NodePatient.ProviderName && provider.MatchImages.Any(entry => MatchImage.Matches(entry, image)));
        var environment = new Dictionary<string, string>(node.Host.Environment, StringComparer.Ordinal);
        foreach (ExecEnvVar variable in Entry?.Env ?? [])
        {
            environment[variable.Name] = variable.Value;
            node.Host.Export(variable.Name, variable.Value);
        }

        Host = node.Host with { Environment = environment };
    }

    public string Image { get; }

    /// <summary>The entry of kubelet's config that leads to us; null when none matches.</summary>
    public CredentialProvider? Entry { get; }

    /// <summary>True when kubelet is given no providers at all, which other checks tell.</summary>
    public bool HasNoConfig => node.Config is null;

    /// <summary>With the entry's <c>env:</c>, which goes before kubelet's own.</summary>
    public HostContext Host { get; }

    public TimeLimit Time => node.Time;

    /// <exception cref="ProviderException">ECR301–ECR303, ECR305.</exception>
    public ProviderSettings Settings => settings ??= ProviderSettings.Load(Host);

    /// <exception cref="ProviderException">ECR107; ECR304, ECR311–ECR313: an alias.</exception>
    public Registry Registry => registry ??= RegistryAliases.RegistryOf(Image, RegistryAliases.OfArguments(Entry?.Args ?? []), Settings, Host.Files)
        ?? throw new ProviderException(RequestMessages.NotEcr(Image));

    /// <summary>Where containerd takes its images from: of an alias, the registry that hosts.toml names for it, or else the alias itself.</summary>
    public string ImagesHost => Registry.OfImage(Registry.Host) is not null
        ? Registry.Host
        : ContainerdHosts.Of(Host.Files, ImageHost.Of(Registry.Host)!).Urls
            .Select(url => url.Authority).FirstOrDefault(host => Registry.OfImage(host) is not null, Registry.Host);

    /// <summary>Of AWS's API; set by its check.</summary>
    public string Endpoint { get; set; } = "";

    /// <summary>AWS's clock less this node's; null when it did not say.</summary>
    public TimeSpan? ClockDifference { get; set; }

    /// <summary>Where credentials come from; set by its check.</summary>
    public IdentitySource? Source { get; set; }

    public NodeIdentity? Identity { get; set; }

    public AuthorizationToken? Token { get; set; }

    /// <summary>A question of its own: it ends with the plugin's deadline or with doctor's, whichever comes first.</summary>
    public AwsContext Ask(TimeSpan? most = null) => new(Host, Settings, Registry, most < Time.ForOneQuestion ? most : Time.ForOneQuestion);
}
