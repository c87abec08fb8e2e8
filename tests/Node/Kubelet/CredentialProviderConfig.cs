namespace Node.Kubelet;

/// <summary>Reads the file or directory of --image-credential-provider-config as kubelet does: found, decoded strictly, merged.</summary>
internal sealed class CredentialProviderConfig(KubeletVersion version)
{
    private const string Group = "kubelet.config.k8s.io";

    /// <exception cref="RefusedException">With kubelet's reason.</exception>
    public IReadOnlyList<CredentialProvider> Load(string path)
    {
        if (path.Length == 0) throw new RefusedException("credential provider config path is empty");
        var providers = new List<CredentialProvider>();
        foreach (var file in Files(path))
        {
            foreach (var provider in Decode(file))
            {
                if (providers.Any(other => string.Equals(other.Name, provider.Name, StringComparison.Ordinal)))
                {
                    throw new RefusedException($"duplicate provider name \"{provider.Name}\" found in configuration file(s)");
                }

                providers.Add(provider);
            }
        }

        return providers;
    }

    /// <exception cref="RefusedException">With kubelet's reason.</exception>
    public IReadOnlyList<CredentialProvider> Decode(ReadOnlySpan<byte> bytes) => Config(JsonText.IsJson(bytes) ? JsonText.Load(bytes) : YamlDocument.Load(bytes));

    private List<string> Files(string path)
    {
        if (!Directory.Exists(path) || !version.HasConfigDirectory) return [path];
        string[] files = [.. Directory.EnumerateFiles(path).Where(file => Path.GetExtension(file) is ".json" or ".yaml" or ".yml")];
        Array.Sort(files, StringComparer.Ordinal);
        return files.Length > 0 ? [.. files] : throw new RefusedException($"no configuration files found in directory \"{path}\"");
    }

    private IReadOnlyList<CredentialProvider> Decode(string file)
    {
        byte[] bytes;
        try
        {
            bytes = File.ReadAllBytes(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "no such file or directory" : e.Message;
            throw new RefusedException($"unable to read file \"{file}\": open {file}: {why}");
        }

        try
        {
            return Decode(bytes);
        }
        catch (RefusedException e)
        {
            throw new RefusedException($"error decoding config \"{file}\": {e.Message}");
        }
    }

    private IReadOnlyList<CredentialProvider> Config(object? root)
    {
        var config = StrictObject.Of(root, "");
        var (kind, apiVersion) = (config.Text("kind"), config.Text("apiVersion"));
        if (kind.Length == 0) throw new RefusedException("Object 'Kind' is missing");
        if (apiVersion.Length == 0) throw new RefusedException("Object 'apiVersion' is missing");
        if (apiVersion is not ($"{Group}/v1" or $"{Group}/v1beta1" or $"{Group}/v1alpha1") || kind is not "CredentialProviderConfig")
        {
            throw new RefusedException($"no kind \"{kind}\" is registered for version \"{apiVersion}\" in scheme");
        }

        // Only v1 of the config knows tokenAttributes.
        var tokens = version.HasTokenAttributes && apiVersion is $"{Group}/v1";
        return config.Read(c => c.Objects("providers", provider => Provider(provider, tokens)));
    }

    private CredentialProvider Provider(StrictObject provider, bool tokens) => new(
        provider.Text("name"),
        provider.Text("apiVersion"),
        provider.Texts("matchImages"),
        Duration(provider.OptionalText("defaultCacheDuration")),
        provider.Texts("args"),
        provider.Objects("env", variable => (variable.Text("name"), variable.Text("value"))),
        tokens ? provider.Optional("tokenAttributes", Token) : null);

    private TokenAttributes Token(StrictObject token) => new(
        token.Text("serviceAccountTokenAudience"),
        version.HasCacheType ? token.Text("cacheType") : "ServiceAccount",
        token.OptionalBool("requireServiceAccount"),
        token.Texts("requiredServiceAccountAnnotationKeys"),
        token.Texts("optionalServiceAccountAnnotationKeys"));

    private static long? Duration(string? text) =>
        text is null ? null : GoDuration.Parse(text) ?? throw new RefusedException($"time: invalid duration \"{text}\"");
}
