namespace EcrProvider.Kubelet.Config.Yaml;

/// <summary>What YAML 1.1 (go-yaml v2, by way of sigs.k8s.io/yaml) makes of a scalar.</summary>
internal enum ScalarType
{
    Text,
    Null,
    Bool,
    Number,
}
