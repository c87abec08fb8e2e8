using System.Globalization;

namespace Node.Kubelet;

/// <summary>The version that this kubelet plays, and which rules depend on it.</summary>
internal sealed record KubeletVersion(string Text)
{
    public static KubeletVersion Current { get; } = new(Environment.GetEnvironmentVariable("NODE_KUBELET_VERSION") ?? "v1.36.2");

    public bool HasConfigDirectory => Minor >= 34;

    public bool HasTokenAttributes => Minor >= 33;

    /// <summary>Alpha and off in 1.33, on by default since 1.34.</summary>
    public bool TokenGateDefault => Minor >= 34;

    public bool HasCacheType => Minor >= 34;

    private int Minor => Text.Split('.') is [_, var minor, ..] && int.TryParse(minor, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 36;
}
