namespace EcrProvider.Testing;

/// <summary>What a path was.</summary>
/// <param name="Type">As find -type: f file, d directory, l link, s socket, p fifo, c and b devices.</param>
/// <param name="Mode">Octal.</param>
/// <param name="Owner">uid:gid</param>
/// <param name="Target">Of a link, else empty.</param>
/// <param name="Sha256">Of a file's content, else empty.</param>
public sealed record SnapshotEntry(char Type, string Mode, string Owner, string Target, string Sha256)
{
    internal string DifferenceTo(SnapshotEntry other) => string.Join(", ", new[]
    {
        Changed("type", Type.ToString(), other.Type.ToString()),
        Changed("mode", Mode, other.Mode),
        Changed("owner", Owner, other.Owner),
        Changed("target", Target, other.Target),
        string.Equals(Sha256, other.Sha256, StringComparison.Ordinal) ? null : "content",
    }.OfType<string>());

    private static string? Changed(string what, string before, string after) =>
        string.Equals(before, after, StringComparison.Ordinal) ? null : $"{what} {before} -> {after}";
}
