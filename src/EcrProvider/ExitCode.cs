namespace EcrProvider;

/// <summary>What the program's exit status says. Scripts rely on the numbers: they never change.</summary>
internal static class ExitCode
{
    public const int Ok = 0;
    public const int Failed = 1;
    public const int Usage = 2;

    /// <summary><c>node status</c>: kubelet died with our flags and lives without them.</summary>
    public const int Held = 3;

    /// <summary><c>node status</c>: there is no running kubelet to ask.</summary>
    public const int NotRunning = 4;

    /// <summary>A verb whose program is not there, or cannot run here: as a shell says it (POSIX).</summary>
    public const int CannotExecute = 126;
}
