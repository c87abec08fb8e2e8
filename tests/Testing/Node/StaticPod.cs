using System.Globalization;

namespace EcrProvider.Testing;

/// <summary>The image in a static pod of a real kubelet: what became of it is in the pod's log, or in kubelet's journal.</summary>
internal sealed class StaticPod(Bed bed, string image) : PulledImage
{
    private const string Manifest = "/etc/kubernetes/manifests/app.yaml";

    private string since = "";
    private int pods;

    // A name of its own for each pod: kubelet keeps the log of one that is gone until its next garbage collection, a minute later.
    private string Name => string.Create(CultureInfo.InvariantCulture, $"app-{pods}");

    private string Words => $"cat /var/log/pods/default_{Name}-*/app/*.log 2> /dev/null | sed -n 's/^[^ ]* stdout F //p' | head -n 1";

    public override async Task WantAsync()
    {
        pods++;
        since = (await bed.RunAsync("date +%s.%N").OrThrow()).Text;
        await bed.WriteFileAsync(Manifest, $"""
            apiVersion: v1
            kind: Pod
            metadata: {"{"}name: {Name}, namespace: default{"}"}
            spec:
              hostNetwork: true
              automountServiceAccountToken: false
              terminationGracePeriodSeconds: 0
              containers:
              - {"{"}name: app, image: "{image}", imagePullPolicy: Always{"}"}

            """);
    }

    public override async Task ForgetAsync() => await bed.RunAsync($"""
        rm -f {Manifest}
        ctr --namespace k8s.io images remove {image} > /dev/null 2>&1 || true
        """).OrThrow();

    public override async Task<string?> FirstPullAsync()
    {
        CommandOutcome outcome = await bed.RunAsync(string.Create(CultureInfo.InvariantCulture, $$"""
            for try in $(seq 900); do
                [ -z "$({{Words}})" ] || exit 0
                refused=$(journalctl --unit=kubelet --since=@{{since}} --output=cat --no-pager --grep='PullImage.*failed' | tail -n 1) || true
                [ -z "$refused" ] || { echo "$refused"; exit 0; }
                sleep 0.1
            done
            journalctl --unit=kubelet --lines=15 --no-pager --output=cat >&2
            exit 1
            """)).OrThrow();
        return outcome.Text is { Length: > 0 } refusal ? refusal : null;
    }

    public override async Task<string> FirstWordsAsync() => (await bed.RunAsync(Words).OrThrow()).Text;
}
