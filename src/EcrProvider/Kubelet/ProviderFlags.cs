namespace EcrProvider.Kubelet;

/// <summary>The two image credential provider flags of a kubelet command line; pflag lets the last one win, flag by flag.</summary>
/// <param name="Config">Value of --image-credential-provider-config; null when it is not given.</param>
/// <param name="BinFolder">Value of --image-credential-provider-bin-dir; null when it is not given.</param>
internal sealed record ProviderFlags(string? Config, string? BinFolder)
{
    public static readonly ProviderFlags Ours = new(NodePaths.ComposedConfig, NodePaths.BinFolder);

    /// <summary>True when neither is given.</summary>
    public bool AreAbsent => Config is null && BinFolder is null;

    /// <summary>What kubelet is given: <c>--flag=value</c>.</summary>
    public IEnumerable<string> Arguments => [$"{NodePaths.ConfigFlag}={Config}", $"{NodePaths.BinFolderFlag}={BinFolder}"];

    /// <summary>With absolute paths: kubelet starts relative ones from its working directory, and the links that we make do not.</summary>
    public ProviderFlags From(string workingFolder) => new(
        Config is null ? null : Path.GetFullPath(Config, workingFolder),
        BinFolder is null ? null : Path.GetFullPath(BinFolder, workingFolder));

    public static ProviderFlags Of(IReadOnlyList<string> arguments)
    {
        var last = new Dictionary<string, string>(StringComparer.Ordinal);
        for (int index = 0; index < arguments.Count; index++)
        {
            string[] parts = arguments[index].Split('=', 2);
            if (parts[0] is NodePaths.ConfigFlag or NodePaths.BinFolderFlag)
            {
                // --flag value: the next word belongs to it, whatever it looks like.
                last[parts[0]] = parts.Length > 1 ? parts[1] : arguments.ElementAtOrDefault(++index) ?? "";
            }
        }

        return new ProviderFlags(Given(NodePaths.ConfigFlag), Given(NodePaths.BinFolderFlag));

        // An empty value switches the flag off.
        string? Given(string flag) => last.GetValueOrDefault(flag) is { Length: > 0 } value ? value : null;
    }
}
