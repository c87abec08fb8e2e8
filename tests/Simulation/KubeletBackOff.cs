namespace EcrProvider.Simulation;

/// <summary>
/// When kubelet pulls an image again (pkg/kubelet/images, pkg/kubelet/pod_workers.go): a failed pull is not repeated for 10 s, then 20 s, … 300 s, and
/// whether that is over is looked at every 10 to 15 s.
/// </summary>
internal static class KubeletBackOff
{
    public static double Next(double now, int failures, Random random)
    {
        double end = now + Math.Min(300, 10 * Math.Pow(2, failures - 1));
        double look = now;
        do
        {
            look += 10 + (5 * random.NextDouble());
        }
        while (look < end);

        return look;
    }
}
