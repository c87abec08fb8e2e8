namespace EcrProvider.Doctor;

/// <summary>How a check ended.</summary>
internal enum CheckStatus
{
    Ok,

    /// <summary>It works, and somebody should know.</summary>
    Warning,

    Failed,

    /// <summary>Not looked at: an earlier check failed, or it needs the network.</summary>
    Skipped,
}
