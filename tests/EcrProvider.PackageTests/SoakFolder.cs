namespace EcrProvider.PackageTests;

internal enum SoakFolder
{
    Usable,

    /// <summary>What is in it is read, and nothing is added.</summary>
    Unwritable,

    /// <summary>Neither.</summary>
    Hidden,
}
