namespace EcrProvider.Kubelet.Config;

/// <summary>Why kubelet would refuse a config, and where.</summary>
/// <param name="File">Its path.</param>
/// <param name="Line">From 1.</param>
/// <param name="Column">From 1, in characters.</param>
/// <param name="Path">E.g. <c>providers[0].matchImages[1]</c>; empty for the file as a whole.</param>
/// <param name="Problem">What is wrong and what to write instead.</param>
internal sealed record Violation(string File, long Line, long Column, string Path, string Problem)
{
    public override string ToString() => Path.Length > 0
        ? $"{File}:{Line}:{Column}: {Path}: {Problem}"
        : $"{File}:{Line}:{Column}: {Problem}";
}
