using EcrProvider.Testing;

namespace EcrProvider.Build;

/// <summary>One architecture under the names that each tool has for it.</summary>
/// <param name="Debian">dpkg's.</param>
/// <param name="Rid">.NET's runtime identifier.</param>
internal sealed record Architecture(string Debian, string Rid)
{
    public static IReadOnlyList<Architecture> All { get; } = [new("amd64", "linux-x64"), new("arm64", "linux-arm64")];

    /// <summary>The one that ARCH= names; this machine's unless it is given.</summary>
    public static Architecture Wanted { get; } = Named(
        Environment.GetEnvironmentVariable("ARCH") is { Length: > 0 } name ? name : Artifacts.Architecture);

    public static Architecture Here { get; } = Named(Artifacts.Architecture);

    public bool IsThisMachines => string.Equals(Debian, Artifacts.Architecture, StringComparison.Ordinal);

    private static string Names => string.Join(" or ", All.Select(architecture => architecture.Debian));

    public static Architecture Named(string name) =>
        All.FirstOrDefault(architecture => string.Equals(architecture.Debian, name, StringComparison.Ordinal))
        ?? throw new BuildException($"an architecture is {Names}, not \"{name}\"", exitCode: 2);
}
