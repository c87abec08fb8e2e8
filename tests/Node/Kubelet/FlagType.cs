namespace Node.Kubelet;

/// <summary>What a flag's value must be.</summary>
internal enum FlagType
{
    Bool,
    Int,
    Duration,
    Text,
}
