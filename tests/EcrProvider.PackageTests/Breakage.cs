namespace EcrProvider.PackageTests;

/// <summary>One way in which a node is broken.</summary>
/// <param name="Script">Breaks it, in bash.</param>
/// <param name="Journal">What the journal of the next start names, as a regular expression: an identifier of ours, or the words of whoever saw it.</param>
/// <param name="Status">What <c>node status</c> names, as a regular expression: where it cannot run, the shell's words; null: it cannot be asked.</param>
/// <param name="IsWired">True: kubelet carries our flags all the same.</param>
/// <param name="OtherWorks">False: the other provider is what is broken, and kubelet would not start with it.</param>
internal sealed record Breakage(string Script, string Journal, string? Status, bool IsWired = false, bool OtherWorks = true)
{
    /// <summary>Kubelet starts without us; journal and status name the same identifier.</summary>
    public static Breakage Ours(string identifier, string script) => new(script, identifier, identifier);

    /// <summary>Kubelet starts with ours alone.</summary>
    public static Breakage Theirs(string identifier, string script) => new(script, identifier, identifier, IsWired: true, OtherWorks: false);

    /// <summary>What kubelet executes is broken; the whole program beside it can still be asked.</summary>
    public static Breakage Program(string seenBySystemd, string? seenByStatus, string script) => new(script, seenBySystemd, seenByStatus);

    /// <summary>Kubelet starts with both, and each exec of ours says what is wrong.</summary>
    public static Breakage Exec(string identifier, string script) => new(script, identifier, identifier, IsWired: true);

    /// <summary>It only looks broken: kubelet starts with both.</summary>
    public static Breakage None(string script) => new(script, "", "", IsWired: true);
}
