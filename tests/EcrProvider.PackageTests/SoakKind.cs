namespace EcrProvider.PackageTests;

internal enum SoakKind
{
    /// <summary>By the instance's role, from ECR.</summary>
    Private,

    /// <summary>By a role of another account (ECR_IDENTITIES), from STS and ECR.</summary>
    Role,

    /// <summary>By the instance's role, from ECR Public.</summary>
    Public,
}
