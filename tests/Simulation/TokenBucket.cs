namespace EcrProvider.Simulation;

/// <summary>How AWS throttles: so many calls a second, and as many as <paramref name="burst"/> at once after a pause.</summary>
internal sealed class TokenBucket(double rate, double burst)
{
    private readonly double most = burst;
    private double tokens = burst;
    private double filled;

    /// <param name="now">Seconds; never earlier than before.</param>
    public bool TryTake(double now)
    {
        tokens = Math.Min(most, tokens + ((now - filled) * rate));
        filled = now;
        if (tokens < 1)
        {
            return false;
        }

        tokens--;
        return true;
    }
}
