namespace EcrProvider.Bench;

/// <summary>One run of a program.</summary>
/// <param name="Wall">Milliseconds from its exec to its end.</param>
/// <param name="Cpu">Milliseconds, user and system.</param>
/// <param name="Memory">Its largest resident set, MB of 1024 KB.</param>
internal sealed record Sample(double Wall, double Cpu, double Memory);
