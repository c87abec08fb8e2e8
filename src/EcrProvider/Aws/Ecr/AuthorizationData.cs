namespace Amazon.ECR.Model;

/// <summary>base64 of <c>AWS:password</c>, and when it ends. proxyEndpoint is not to be relied on, so it is not here.</summary>
internal sealed class AuthorizationData
{
    public string? AuthorizationToken { get; set; }

    public DateTime? ExpiresAt { get; set; }
}
