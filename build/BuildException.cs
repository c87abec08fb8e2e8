namespace EcrProvider.Build;

/// <summary>The build ends here, with one line and an exit code.</summary>
internal sealed class BuildException(string message, int exitCode = 1, bool silent = false) : Exception(message)
{
    public int ExitCode => exitCode;

    /// <summary>What is to be said was said, and ends the output.</summary>
    public bool Silent => silent;
}
