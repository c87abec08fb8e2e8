namespace EcrProvider.Host;

/// <summary>How a program ended, and what it said.</summary>
internal sealed record ProcessOutcome(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;
}
