namespace EcrProvider.Build;

/// <summary>How the product uses a package.</summary>
internal enum SbomUse
{
    /// <summary>Its code is part of the binary.</summary>
    LinkedIn,

    /// <summary>A shared library that the binary loads on the node; what is named is the one it was linked against.</summary>
    Loaded,

    /// <summary>Compilers, analyzers, headers: nothing of it that has a name of its own is in the package.</summary>
    Build,
}
