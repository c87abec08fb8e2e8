using EcrProvider.Messages;

namespace EcrProvider.Kubelet;

/// <summary>How <see cref="NodeSetup"/> ended.</summary>
/// <param name="Line">What to say.</param>
/// <param name="IsWired">False when kubelet runs and does not carry our flags.</param>
/// <param name="IsHeld">Kubelet died with our flags and lives without them.</param>
internal sealed record SetupOutcome(string Line, bool IsWired, bool IsHeld)
{
    public static SetupOutcome Fine(string receipt) => new("ecr-credential-provider: " + receipt, IsWired: true, IsHeld: false);

    public static SetupOutcome NotWired(Message why) => new(why.ToString(), IsWired: false, IsHeld: false);

    public static SetupOutcome HeldBack(Message why) => new(why.ToString(), IsWired: false, IsHeld: true);
}
