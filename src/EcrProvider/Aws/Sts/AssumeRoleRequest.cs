namespace EcrProvider.Aws.Sts;

/// <summary>AssumeRole, or with a token AssumeRoleWithWebIdentity.</summary>
internal sealed class AssumeRoleRequest(RoleRequest role, string? webIdentityToken) : Amazon.Runtime.AmazonWebServiceRequest
{
    /// <summary>Of the query protocol (docs.aws.amazon.com/STS/latest/APIReference), in no particular order.</summary>
    public IEnumerable<(string Name, string Value)> Parameters()
    {
        yield return ("Version", "2011-06-15");
        yield return ("Action", webIdentityToken is null ? "AssumeRole" : "AssumeRoleWithWebIdentity");
        yield return ("RoleArn", role.Arn);
        yield return ("RoleSessionName", role.SessionName);
        if (webIdentityToken is not null)
        {
            yield return ("WebIdentityToken", webIdentityToken);
        }
        else if (role.ExternalId is not null)
        {
            yield return ("ExternalId", role.ExternalId);
        }
    }
}
