using EcrProvider.Kubelet.Config;

namespace EcrProvider.Kubelet;

/// <summary>Providers that kubelet accepts together, and the folder where each one's program is.</summary>
/// <param name="Config">Valid by kubelet's rules; every program exists.</param>
/// <param name="Folder">The bin-dir that its author meant.</param>
internal sealed record ProviderSet(CredentialProviderConfig Config, string Folder)
{
    /// <summary>
    /// Both in one config. An entry of theirs under our name keeps its matchImages, args, env and durations and is given ours in addition;
    /// its program becomes ours.
    /// </summary>
    /// <returns>The config, and for each provider the program that its name has to lead to.</returns>
    public static (CredentialProviderConfig Config, IReadOnlyDictionary<string, string> Programs) Merge(ProviderSet theirs, ProviderSet ours)
    {
        var programs = new Dictionary<string, string>(StringComparer.Ordinal);
        var providers = new List<CredentialProvider>();
        foreach (CredentialProvider provider in theirs.Config.Providers)
        {
            CredentialProvider? same = ours.Config.Providers.FirstOrDefault(our => string.Equals(our.Name, provider.Name, StringComparison.Ordinal));
            providers.Add(same is null ? provider : provider with { MatchImages = [.. provider.MatchImages.Union(same.MatchImages, StringComparer.Ordinal)] });
            programs[provider.Name] = $"{(same is null ? theirs.Folder : ours.Folder).TrimEnd('/')}/{provider.Name}";
        }

        foreach (CredentialProvider provider in ours.Config.Providers.Where(our => !programs.ContainsKey(our.Name)))
        {
            providers.Add(provider);
            programs[provider.Name] = $"{ours.Folder}/{provider.Name}";
        }

        // The newest of the three config versions knows every field of the other two.
        return (new CredentialProviderConfig("kubelet.config.k8s.io/v1", providers), programs);
    }
}
