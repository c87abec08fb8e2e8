namespace EcrProvider.Testing;

public sealed record BedOptions
{
    /// <summary>Debian's code name: trixie, bookworm, bullseye.</summary>
    public string Suite { get; init; } = "trixie";

    public Transcript Transcript { get; init; } = Transcript.Named("bed");

    /// <summary>How much a bed may write; it lies in memory. As mount(8) takes a tmpfs's size.</summary>
    public string Size { get; init; } = "2G";
}
