namespace EcrProvider.PackageTests;

internal enum SoakAnswer
{
    /// <summary>A password, perhaps late.</summary>
    Password,

    /// <summary>None: what is kept and lives is answered.</summary>
    None,

    /// <summary>Denied: what is kept and has to be renewed is deleted.</summary>
    Denial,
}
