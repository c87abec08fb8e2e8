namespace EcrProvider.Host;

/// <summary>The answer of <see cref="HostFiles.Read"/>: bytes, or the reason why there are none.</summary>
/// <param name="Bytes">The content, or null.</param>
/// <param name="Mode">The permissions of the file that was read.</param>
/// <param name="OwnerIsTrusted">The file belongs to root or to the user that this process acts as.</param>
/// <param name="Problem">Why it could not be read, in words that follow "…: "; null when it was read or is missing.</param>
internal sealed record FileContent(byte[]? Bytes, UnixFileMode Mode, bool OwnerIsTrusted, string? Problem)
{
    public static readonly FileContent Missing = new(Bytes: null, UnixFileMode.None, OwnerIsTrusted: true, Problem: null);

    public static FileContent Of(byte[] bytes, UnixFileMode mode, uint owner) =>
        new(bytes, mode, owner is 0 || owner == LibC.EffectiveUser(), Problem: null);

    public static FileContent Unreadable(string problem) => new(Bytes: null, UnixFileMode.None, OwnerIsTrusted: true, problem);
}
