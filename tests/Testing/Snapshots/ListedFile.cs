namespace EcrProvider.Testing;

/// <param name="Type">As find -type: f, d, l, s, p, c, b.</param>
/// <param name="Mode">Octal, without the type.</param>
/// <param name="Owner">uid:gid</param>
/// <param name="ChangeTime">ctime, which no program can set: with the same size and path it is the same content.</param>
/// <param name="Target">Of a link, else empty.</param>
internal sealed record ListedFile(char Type, string Mode, string Owner, long Size, string ChangeTime, string Path, string Target);
