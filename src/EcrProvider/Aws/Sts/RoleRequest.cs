namespace EcrProvider.Aws.Sts;

/// <summary>Which role is to be assumed, and how.</summary>
/// <param name="Arn"><c>arn:PARTITION:iam::ACCOUNT:role/NAME</c>.</param>
/// <param name="SessionName">What CloudTrail shows behind the role's name.</param>
/// <param name="ExternalId">What the role's trust policy may ask for.</param>
internal sealed record RoleRequest(string Arn, string SessionName, string? ExternalId);
