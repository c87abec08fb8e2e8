namespace EcrProvider.Commands;

/// <summary><see cref="ExitCode"/> in the words of the help.</summary>
internal static class ExitCodes
{
    public const string OfOrdinaryVerbs = "0 done, 1 failed (one line on standard error says why and what to do), 2 wrong usage";
}
