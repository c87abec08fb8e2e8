namespace EcrProvider.Testing;

/// <summary>An image that kubelet is asked to run, and what became of it.</summary>
public abstract class PulledImage
{
    /// <summary>What kubelet, containerd, the stubs and any systemctl write of themselves.</summary>
    public static IReadOnlyList<SnapshotExclude> Records { get; } =
    [
        new("/run/node-kubelet.jsonl", "the stand-in kubelet's own record"),
        new("/run/bed-*.jsonl", "the stubs' logs"),
        new("/run/systemd/ask-password-block", "made by any systemctl"),
        new("/var/lib/containerd", "containerd's store"),
    ];

    /// <summary>In a pod of the kubelet that the bed has: a real one, or the stand-in.</summary>
    public static PulledImage Of(Bed bed, string image, bool isReal = false) => isReal ? new StaticPod(bed, image) : new StandInPod(bed, image);

    /// <summary>Asks for a pod of it, by a manifest.</summary>
    public abstract Task WantAsync();

    /// <summary>Takes the pod and the image away again.</summary>
    public abstract Task ForgetAsync();

    /// <summary>Waits for the first pull, however it ends.</summary>
    /// <returns>Null when it succeeded; what containerd said otherwise.</returns>
    public abstract Task<string?> FirstPullAsync();

    /// <summary>Waits for the first line that its container says.</summary>
    public abstract Task<string> FirstWordsAsync();
}
