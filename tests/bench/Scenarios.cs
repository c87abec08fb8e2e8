using EcrProvider.Testing;

namespace EcrProvider.Bench;

/// <summary>What is measured. The first candidate of each scenario is ours, as the package has it.</summary>
/// <param name="programs">The candidates.</param>
/// <param name="aws">Where the API answers at its real names.</param>
/// <param name="http">The API by http.</param>
/// <param name="imds">The instance metadata service.</param>
internal sealed class Scenarios(Programs programs, AwsNamespace aws, Stub http, Stub imds)
{
    private const string Bundle = "/etc/ssl/certs/ca-certificates.crt";
    private static readonly (string Name, string Value) Cached = ("ECR_TOKEN_CACHE", "on");
    private static readonly (string Name, string Value) Runtime = ("ECR_TRUST_STORE", "runtime");
    private static readonly (string Name, string Value) HelpersCache = ("AWS_ECR_DISABLE_CACHE", "");

    public Scenario Store { get; } = new(
        "Cold, by https, Debian's own trust store",
        [
            programs.Provider(https: true), programs.Provider(https: true, Runtime) with { Name = "this with the runtime's trust handling" },
            .. programs.CredentialHelper(), .. programs.AwsCli(), .. programs.Peer(https: true),
        ]);

    public Scenario Hit { get; } = new(
        "Hit of the token cache",
        [
            programs.Provider(https: true, Cached), programs.Whole(Cached), programs.Provider(https: true) with { Name = "this, cold" },
            .. programs.CredentialHelper(HelpersCache),
        ]);

    public Scenario FiftyCold { get; } = new(
        "50 at once, no password at hand, by https",
        [
            programs.Provider(https: true, Cached).AtOnce with { Before = Programs.ForgetTokens },
            .. programs.CredentialHelper(HelpersCache).Select(helper => helper.AtOnce with { Before = Programs.ForgetHelpers }),
        ]);

    public IEnumerable<Scenario> All()
    {
        (string Name, string Value)[] oneCa = [("SSL_CERT_FILE", aws.Authority), ("SSL_CERT_DIR", "/nonexistent")];
        (string Name, string Value)[] allCas = [("SSL_CERT_FILE", Bundle), ("SSL_CERT_DIR", "/nonexistent")];
        (string Name, string Value) endpoint = ("AWS_ENDPOINT_URL", http.Endpoint);
        yield return new("Start (--version)", [programs.Version()]);
        yield return new("A request that is refused (docker.io)", [programs.Refused()]);
        yield return new(
            "Cold, by http, keys of the environment", [programs.Provider(https: false, endpoint), .. programs.AwsCli(http.Endpoint), .. programs.Peer(https: false, endpoint)]);
        yield return new(
            "Cold, by http, role of the instance (IMDSv2)",
            [
                programs.Provider(
                    https: false, endpoint, ("AWS_ACCESS_KEY_ID", ""), ("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds.Endpoint)),
            ]);
        yield return new("Cold, by https, a file of one CA", [programs.Provider(https: true, oneCa), .. programs.CredentialHelper(oneCa), .. programs.Peer(https: true, oneCa)]);
        yield return new("Cold, by https, Debian's CAs in one file", [programs.Provider(https: true, allCas), .. programs.CredentialHelper(allCas)]);
        yield return Store;
        yield return Hit;
        yield return FiftyCold;
        yield return new(
            "50 at once, hits", [programs.Provider(https: true, Cached).AtOnce, .. programs.CredentialHelper(HelpersCache).Select(helper => helper.AtOnce)]);
        yield return new("node compose", [programs.Compose()]);
    }
}
