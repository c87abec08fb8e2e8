namespace EcrProvider.Simulation;

/// <summary>
/// A fleet that boots within a minute, each node pulling all of its images at once from one region: kubelet asks once per image until it has an answer,
/// which it keeps for the registry. With the cache, one of a node's processes asks ECR, and those that wait for it get what it gets.
/// </summary>
internal sealed class BootStorm(TokenBucket quota, bool cache)
{
    public const int Nodes = 5000;
    public const int ImagesPerNode = 30;

    private const double Boot = 60;
    private const double RoundTrip = 0.1;
    private const int Seed = 20261124;

    // The same fleet each time, so that a figure changes only when the program's policy does.
    private readonly Random random = new(Seed);
    private readonly PriorityQueue<(int Image, int Attempt, Step Step), double> events = new(Nodes * ImagesPerNode);
    private readonly int[] failures = new int[Nodes * ImagesPerNode];
    private readonly bool[] hasPassword = new bool[Nodes];
    private readonly List<int>?[] waiting = new List<int>?[Nodes];

    private enum Step
    {
        Pull,
        Call,
        Answer,
        Failure,
    }

    public int Calls { get; private set; }

    public int Throttled { get; private set; }

    /// <summary>Seconds from the first node's boot to the moment when the last image of the last node can be pulled.</summary>
    public double LastReady { get; private set; }

    public void Run()
    {
        for (int node = 0; node < Nodes; node++)
        {
            double boot = Boot * random.NextDouble();
            for (int image = 0; image < ImagesPerNode; image++)
            {
                events.Enqueue(((node * ImagesPerNode) + image, 1, Step.Pull), boot);
            }
        }

        while (events.TryDequeue(out (int Image, int Attempt, Step Step) next, out double now))
        {
            switch (next.Step)
            {
                case Step.Pull:
                    Pull(next.Image, now);
                    break;
                case Step.Call:
                    Call(next.Image, next.Attempt, now);
                    break;
                default:
                    End(next.Image, next.Step is Step.Answer, now);
                    break;
            }
        }
    }

    private void Pull(int image, double now)
    {
        int node = image / ImagesPerNode;
        if (hasPassword[node])
        {
            LastReady = now;
        }
        else if (waiting[node] is { } queue)
        {
            queue.Add(image);
        }
        else
        {
            waiting[node] = cache ? [] : null;
            Call(image, attempt: 1, now);
        }
    }

    private void Call(int image, int attempt, double now)
    {
        Calls++;
        double answer = now + RoundTrip;
        if (quota.TryTake(now))
        {
            events.Enqueue((image, attempt, Step.Answer), answer);
            return;
        }

        Throttled++;
        if (attempt < Repetitions.Attempts)
        {
            events.Enqueue((image, attempt + 1, Step.Call), answer + (Repetitions.LongestDelay(attempt) * random.NextDouble()));
        }
        else
        {
            events.Enqueue((image, attempt, Step.Failure), answer);
        }
    }

    private void End(int image, bool succeeded, double now)
    {
        int node = image / ImagesPerNode;
        hasPassword[node] |= succeeded;
        foreach (int one in (IEnumerable<int>)[image, .. waiting[node] ?? []])
        {
            if (succeeded)
            {
                LastReady = now;
            }
            else
            {
                events.Enqueue((one, 1, Step.Pull), KubeletBackOff.Next(now, ++failures[one], random));
            }
        }

        waiting[node] = null;
    }
}
