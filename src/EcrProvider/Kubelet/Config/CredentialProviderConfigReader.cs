using EcrProvider.Kubelet.Config.Yaml;

namespace EcrProvider.Kubelet.Config;

/// <summary>
/// Reads a CredentialProviderConfig as kubelet does (pkg/credentialprovider/plugin/config.go of 1.36): YAML 1.1 or JSON, strictly typed,
/// then validated. Where it is not sure that kubelet accepts, it does not.
/// </summary>
internal static class CredentialProviderConfigReader
{
    private const string Group = "kubelet.config.k8s.io/";

    /// <param name="content">The file; the caller bounds its size.</param>
    /// <param name="fileName">For the violations.</param>
    /// <param name="kubelet">The kubelet that will read it; null when it is not known: what only newer ones know is refused.</param>
    public static ReadResult Read(ReadOnlySpan<byte> content, string fileName, KubeletVersion? kubelet = null)
    {
        var violations = new Violations(fileName);
        try
        {
            YamlNode? document = YamlReader.Read(content);
            if (document is null or YamlScalar { Type: ScalarType.Null })
            {
                violations.Add(1, 1, "", "it is empty");
            }
            else
            {
                CredentialProviderConfig config = Bind(document, violations, kubelet);
                if (!violations.Any)
                {
                    return new ReadResult(config, []);
                }
            }
        }
        catch (YamlException broken)
        {
            violations.Add(broken.Line, broken.Column, "", broken.Message);
        }

        return new ReadResult(Config: null, violations.InOrder);
    }

    private static CredentialProviderConfig Bind(YamlNode document, Violations violations, KubeletVersion? kubelet)
    {
        var fields = new Fields(document, "", violations, "apiVersion", "kind", "providers");
        string apiVersion = fields.RequiredText("apiVersion", $"write {Group}v1");
        if (apiVersion is not ("" or Group + "v1" or Group + "v1beta1" or Group + "v1alpha1"))
        {
            violations.Add(fields.At("apiVersion"), "apiVersion", $"kubelet does not know \"{apiVersion}\": write {Group}v1");
        }

        string kind = fields.RequiredText("kind", "write CredentialProviderConfig");
        if (kind is not ("" or "CredentialProviderConfig"))
        {
            violations.Add(fields.At("kind"), "kind", $"it is \"{kind}\": write CredentialProviderConfig");
        }

        IReadOnlyList<YamlNode> nodes = fields.List("providers");
        if (nodes.Count == 0)
        {
            violations.Add(fields.At("providers"), "providers", "there has to be at least one");
        }

        var providers = new List<CredentialProvider>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        for (int index = 0; index < nodes.Count; index++)
        {
            CredentialProvider provider = ProviderBinder.Bind(nodes[index], $"providers[{index}]", apiVersion, violations, kubelet);
            if (provider.Name.Length > 0 && !names.Add(provider.Name))
            {
                violations.Add(nodes[index], $"providers[{index}].name", $"there is another provider \"{provider.Name}\": give each a name of its own");
            }

            providers.Add(provider);
        }

        return new CredentialProviderConfig(apiVersion, providers);
    }
}
