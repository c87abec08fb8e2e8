namespace Node.Kubelet;

/// <summary>The file of --config, as far as a stand-in needs it: it must be there and be a KubeletConfiguration (before <c>kubeadm init</c> it is not, and kubelet crash-loops), and it may move healthz.</summary>
internal sealed record KubeletConfiguration(string? HealthzPort, string? HealthzAddress)
{
    /// <exception cref="RefusedException">With kubelet's words.</exception>
    public static KubeletConfiguration Load(string path)
    {
        if (path.Length == 0) return new(null, null);
        try
        {
            var bytes = File.ReadAllBytes(path);
            var root = (JsonText.IsJson(bytes) ? JsonText.Load(bytes) : YamlDocument.Load(bytes)) as Dictionary<string, object?> ?? [];
            if (root.GetValueOrDefault("kind") is not "KubeletConfiguration") throw new RefusedException("Object 'Kind' is missing or not KubeletConfiguration");
            return new((root.GetValueOrDefault("healthzPort") as Number)?.Text, root.GetValueOrDefault("healthzBindAddress") as string);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            var why = e is FileNotFoundException or DirectoryNotFoundException ? "no such file or directory" : e.Message;
            throw Bad($"failed to read kubelet config file \"{path}\", error: open {path}: {why}");
        }
        catch (RefusedException e)
        {
            throw Bad(e.Message);
        }

        RefusedException Bad(string why) =>
            new($"failed to load kubelet config file, path: {path}, error: failed to load Kubelet config file {path}, error {why}");
    }
}
