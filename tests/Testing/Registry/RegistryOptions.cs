namespace EcrProvider.Testing;

public sealed record RegistryOptions
{
    /// <summary>The ECR name that the bed resolves to its own registry.</summary>
    public string Host { get; init; } = "123456789012.dkr.ecr.us-west-2.amazonaws.com";

    /// <summary>What user AWS must present.</summary>
    public string Password { get; init; } = "s3cret-of-the-bed";

    /// <summary>The address, port 443, inside the bed.</summary>
    public string Address { get; init; } = "127.0.0.1";
}
