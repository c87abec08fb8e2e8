namespace EcrProvider.Messages;

/// <summary>Catalog, ECR214–ECR219: the way to AWS.</summary>
internal static class TransportMessages
{
    private const string Settings = "/etc/default/ecr-credential-provider";

    [Cause("The server's certificate leads to no authority that this node trusts, or is for another name, for another use, or out of its time. "
        + "Behind a proxy that opens TLS it is the proxy's.")]
    public static Message UntrustedCertificate(string registry, string endpoint, string why) => new(
        "ECR214",
        $"the TLS certificate of {endpoint} is not trusted, asked for {registry} ({why})",
        $"behind a proxy that opens TLS, set AWS_CA_BUNDLE in {Settings} to its CA; if the certificate is not valid yet or any more, see the clock: timedatectl status");

    [Cause("AWS's APIs do not redirect. A signed request would be handed to a stranger.")]
    public static Message Redirected(string registry, string endpoint, string to) => new(
        "ECR215",
        $"{endpoint} answers for {registry} with a redirect to {to}, which is never followed: signed requests go to AWS alone",
        $"correct AWS_ENDPOINT_URL_ECR, HTTPS_PROXY or NO_PROXY in {Settings}");

    [Cause("The proxy does not accept connections, does not know the endpoint's name, or refuses to connect to it.")]
    public static Message ProxyUnreachable(string registry, string endpoint, string proxy, string why) => new(
        "ECR216",
        $"{endpoint} cannot be reached for {registry} through the proxy {proxy} ({why})",
        $"correct HTTPS_PROXY in {Settings}, or except the endpoint: NO_PROXY=.amazonaws.com");

    [Cause("The node's resolver knows no such name: there is no resolver, it cannot reach the internet, or the region does not exist.")]
    public static Message NameUnknown(string registry, string endpoint, string why) => new(
        "ECR217",
        $"the name of {endpoint} is not known here, asked for {registry} ({why})",
        "see /etc/resolv.conf; in a VPC without internet, create the endpoint com.amazonaws.REGION.ecr.api with private DNS");

    [Cause("The file is missing, is not readable for root, or is no regular file. Trusting others in its place could let somebody else answer.")]
    public static Message BundleUnreadable(string path, string why) => new(
        "ECR218", $"AWS_CA_BUNDLE names {path}, which cannot be read: {why}", $"correct it in {Settings}: ls -l {path}");

    [Cause("The value cannot be read as a URL, or names a scheme that is none of http, https and socks.")]
    public static Message BadProxy(string name) => new(
        "ECR219", $"{name} is no proxy's URL", $"correct it in {Settings}, e.g. {name}=http://proxy.example.com:3128");
}
