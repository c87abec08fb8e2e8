namespace EcrProvider.Tokens;

/// <summary>A pod's service account, as kubelet hands it to the plugin (tokenAttributes, KEP-4412).</summary>
/// <param name="Token">A signed JWT; it proves who the pod is and opens nothing but the role.</param>
/// <param name="Role">Of the annotation <see cref="RoleAnnotation"/>; null: it has none.</param>
internal sealed record ServiceAccount(Secret Token, string? Role)
{
    /// <summary>The annotation that names its role for ECR.</summary>
    public const string RoleAnnotation = "eks.amazonaws.com/ecr-role-arn";
}
