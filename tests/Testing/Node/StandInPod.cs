using System.Text.Json;

namespace EcrProvider.Testing;

/// <summary>The image in a pod of the stand-in kubelet, which records what it does (/run/node-kubelet.jsonl).</summary>
internal sealed class StandInPod(Bed bed, string image) : PulledImage
{
    private const string Record = "/run/node-kubelet.jsonl";

    public override async Task WantAsync() => await bed.RunAsync(
        $"echo {image} > /etc/kubernetes/manifests/app.tmp; mv /etc/kubernetes/manifests/app.tmp /etc/kubernetes/manifests/app.image").OrThrow();

    public override async Task ForgetAsync() => await bed.RunAsync($"""
        rm -f /etc/kubernetes/manifests/app.image
        sleep 0.5
        timeout 20 sh -c 'while ctr --namespace k8s.io containers list --quiet | grep -q .; do sleep 0.1; done' || true
        ctr --namespace k8s.io images remove {image} > /dev/null 2>&1 || true
        : > {Record}
        """).OrThrow();

    public override async Task<string?> FirstPullAsync()
    {
        JsonElement pull = await EventAsync("pull", TimeSpan.FromSeconds(90));
        return pull.GetProperty("ok").GetBoolean() ? null : pull.GetProperty("error").GetString();
    }

    public override async Task<string> FirstWordsAsync() => (await EventAsync("said", TimeSpan.FromSeconds(60))).GetProperty("line").GetString()!;

    private async Task<JsonElement> EventAsync(string name, TimeSpan limit)
    {
        CommandOutcome line = await bed.RunAsync($$"""
            timeout {{limit.TotalSeconds}} sh -c 'until grep -m1 "\"event\":\"{{name}}\"" {{Record}}; do sleep 0.05; done' || { journalctl -u kubelet -n 15 --no-pager -o cat >&2; exit 1; }
            """).OrThrow();
        using JsonDocument record = JsonDocument.Parse(line.Lines[0]);
        return record.RootElement.Clone();
    }
}
