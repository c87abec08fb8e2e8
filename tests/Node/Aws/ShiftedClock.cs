namespace Node.Aws;

/// <summary>--clock-offset: the server's clock, so that a node with a wrong clock can be played.</summary>
internal sealed class ShiftedClock(TimeSpan offset) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + offset;
}
