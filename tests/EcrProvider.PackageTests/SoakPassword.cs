namespace EcrProvider.PackageTests;

/// <summary>One entry of the token cache: a password, and how it is come by.</summary>
/// <param name="Name">For people.</param>
/// <param name="Text">What the registry wants to see.</param>
/// <param name="Kind">By whom and where it is asked for.</param>
internal sealed record SoakPassword(string Name, string Text, SoakKind Kind);
