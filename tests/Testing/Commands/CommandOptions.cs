using CliWrap;

namespace EcrProvider.Testing;

public sealed record CommandOptions
{
    /// <summary>Standard input; empty unless given.</summary>
    public PipeSource Input { get; init; } = PipeSource.Null;

    /// <summary>Added to the inherited environment; null takes a variable away.</summary>
    public IReadOnlyDictionary<string, string?> Environment { get; init; } = new Dictionary<string, string?>();

    /// <summary>The working directory.</summary>
    public string Folder { get; init; } = "/";

    /// <summary>A command that has not ended by then is killed with all its children.</summary>
    public TimeSpan HangGuard { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>What the transcript calls it, if the command line says too much.</summary>
    public string? Title { get; init; }

    /// <summary>The output is data: the transcript only says how long it was.</summary>
    public bool OutputIsData { get; init; }
}
