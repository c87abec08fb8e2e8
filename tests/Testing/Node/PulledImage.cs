using System.Text.Json;

namespace EcrProvider.Testing;

/// <summary>An image that the stand-in kubelet is asked to run, and what it recorded about it (/run/node-kubelet.jsonl).</summary>
public sealed class PulledImage(Bed bed, string image)
{
    private const string Record = "/run/node-kubelet.jsonl";

    /// <summary>What the stand-in kubelet, the stubs and any systemctl write of themselves.</summary>
    public static IReadOnlyList<SnapshotExclude> Records { get; } =
    [
        new(Record, "the stand-in kubelet's own record"),
        new("/run/bed-*.jsonl", "the stubs' logs"),
        new("/run/systemd/ask-password-block", "made by any systemctl"),
        new("/var/lib/containerd", "containerd's store"),
    ];

    /// <summary>Asks for a pod of it, as a manifest does.</summary>
    public async Task WantAsync() => await bed.RunAsync(
        $"echo {image} > /etc/kubernetes/manifests/app.tmp; mv /etc/kubernetes/manifests/app.tmp /etc/kubernetes/manifests/app.image").OrThrow();

    /// <summary>Takes the pod and the image away again.</summary>
    public async Task ForgetAsync() => await bed.RunAsync($"""
        rm -f /etc/kubernetes/manifests/app.image
        sleep 0.5
        timeout 20 sh -c 'while ctr --namespace k8s.io containers list --quiet | grep -q .; do sleep 0.1; done' || true
        ctr --namespace k8s.io images remove {image} > /dev/null 2>&1 || true
        : > {Record}
        """).OrThrow();

    /// <summary>Waits for the first pull, however it ends.</summary>
    /// <returns>Null when it succeeded; what containerd said otherwise.</returns>
    public async Task<string?> FirstPullAsync()
    {
        JsonElement pull = await EventAsync("pull", TimeSpan.FromSeconds(90));
        return pull.GetProperty("ok").GetBoolean() ? null : pull.GetProperty("error").GetString();
    }

    /// <summary>Waits for the first line that its container says.</summary>
    public async Task<string> FirstWordsAsync() => (await EventAsync("said", TimeSpan.FromSeconds(60))).GetProperty("line").GetString()!;

    /// <summary>The last pull that kubelet tried; null when there was none.</summary>
    public async Task<(bool Ok, string Credential)?> LastPullAsync()
    {
        string line = (await bed.RunAsync($"grep '\"event\":\"pull\"' {Record} || true").OrThrow()).Text.Split('\n')[^1];
        if (line.Length == 0)
        {
            return null;
        }

        using JsonDocument record = JsonDocument.Parse(line);
        return (record.RootElement.GetProperty("ok").GetBoolean(), record.RootElement.GetProperty("credential").GetString()!);
    }

    private async Task<JsonElement> EventAsync(string name, TimeSpan limit)
    {
        CommandOutcome line = await bed.RunAsync($$"""
            timeout {{limit.TotalSeconds}} sh -c 'until grep -m1 "\"event\":\"{{name}}\"" {{Record}}; do sleep 0.05; done' || { journalctl -u kubelet -n 15 --no-pager -o cat >&2; exit 1; }
            """).OrThrow();
        using JsonDocument record = JsonDocument.Parse(line.Lines[0]);
        return record.RootElement.Clone();
    }
}
