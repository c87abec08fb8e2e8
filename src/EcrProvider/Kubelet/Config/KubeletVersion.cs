namespace EcrProvider.Kubelet.Config;

/// <summary>What a kubelet knows depends on it; e.g. 1.34.</summary>
internal readonly record struct KubeletVersion(int Major, int Minor)
{
    public bool IsAtLeast(int minor) => Major > 1 || (Major == 1 && Minor >= minor);
}
