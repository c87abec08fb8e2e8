namespace Node.Kubelet;

/// <summary>The pods that are asked for: $NODE_KUBELET_IMAGE, and one image per line of *.image files in /etc/kubernetes/manifests (or $NODE_KUBELET_MANIFESTS), looked at five times a second.</summary>
internal sealed class StaticPods(Keyring keyring)
{
    private static readonly string Manifests = Environment.GetEnvironmentVariable("NODE_KUBELET_MANIFESTS") ?? "/etc/kubernetes/manifests";
    private readonly Dictionary<string, CancellationTokenSource> running = new(StringComparer.Ordinal);

    public async Task WatchAsync()
    {
        while (true)
        {
            var wanted = Wanted();
            foreach (var (key, image) in wanted.Where(pod => !running.ContainsKey(pod.Key))) Start(key, image);
            foreach (var (key, stop) in running.Where(pod => !wanted.ContainsKey(pod.Key)).ToList())
            {
                await stop.CancelAsync();
                stop.Dispose();
                running.Remove(key);
            }

            await Task.Delay(200);
        }
    }

    private void Start(string key, string image)
    {
        var stop = new CancellationTokenSource();
        running[key] = stop;
        _ = LiveAsync(new(key, image, keyring), stop.Token);
    }

    private static async Task LiveAsync(Pod pod, CancellationToken stop)
    {
        try
        {
            await Task.Run(() => pod.LiveAsync(stop), CancellationToken.None);
        }
        catch (OperationCanceledException)
        {
            // Its line is gone.
        }
        catch (Exception e)
        {
            Klog.Error("node.go:1", $"a fault of this stand-in: {e}");
        }
    }

    /// <summary>Key: file, image and how often it occurred before, so that a line may move and may be given twice.</summary>
    private static Dictionary<string, string> Wanted()
    {
        var pods = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (source, image) in Lines())
        {
            var key = $"{source}\n{image}\n";
            while (!pods.TryAdd(key, image)) key += "+";
        }

        return pods;
    }

    private static IEnumerable<(string Source, string Image)> Lines()
    {
        if (Environment.GetEnvironmentVariable("NODE_KUBELET_IMAGE") is { Length: > 0 } image) yield return ("environment", image);
        if (!Directory.Exists(Manifests)) yield break;
        foreach (var file in Directory.EnumerateFiles(Manifests, "*.image").Order(StringComparer.Ordinal))
        {
            foreach (var line in Read(file).Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)) yield return (file, line);
        }
    }

    private static string Read(string file)
    {
        try
        {
            return File.ReadAllText(file);
        }
        catch (IOException)
        {
            return ""; // deleted at this very moment
        }
    }
}
