namespace EcrProvider.Messages;

/// <summary>Catalog, ECR28x: which API is to be asked.</summary>
internal static class EndpointMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("FIPS or dual-stack was asked for by a setting, a profile or the image's host, and AWS has no such API there.")]
    public static Message NoSuchEndpoint(string registry, string kind, string partition) => new(
        "ECR280",
        $"a {kind} endpoint is asked for ({registry}), and AWS has none for it in the partition {partition}",
        $"take AWS_USE_FIPS_ENDPOINT and AWS_USE_DUALSTACK_ENDPOINT out of {Settings} and the profile, or name an endpoint: AWS_ENDPOINT_URL_ECR");

    [Cause("A setting of the endpoint has a value that cannot be meant. It is not passed over, because the plain endpoint would be asked in its "
        + "place.")]
    public static Message Malformed(string why) => new(
        "ECR281",
        $"the API's endpoint is not set properly ({why})",
        $"correct AWS_ENDPOINT_URL*, AWS_USE_FIPS_ENDPOINT, AWS_USE_DUALSTACK_ENDPOINT and AWS_DEFAULT_REGION in {Settings}, or the profile");
}
