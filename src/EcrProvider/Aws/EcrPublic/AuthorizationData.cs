namespace Amazon.ECRPublic.Model;

/// <summary>base64 of <c>AWS:password</c>, and when it ends.</summary>
internal sealed class AuthorizationData
{
    public string? AuthorizationToken { get; set; }

    public DateTime? ExpiresAt { get; set; }
}
