using System.Globalization;
using EcrProvider.Bench;
using EcrProvider.Testing;

// make bench: figures side by side. The candidates of a scenario take turns, so that a noisy machine is noisy to all of them.
// BENCH_RUNS=N turns (30); PEER=/path: another credential provider that reads the same request.
const double MostCpuOfTheRuntimes = 0.25;
const double MostCpuOfACacheHit = 0.25;
const double MostRoundTrips = 4;

int runs = int.Parse(Environment.GetEnvironmentVariable("BENCH_RUNS") ?? "30", CultureInfo.InvariantCulture);
if (AwsNamespace.WhyNot() is { } reason)
{
    Console.Error.WriteLine($"bench: {reason}: the API cannot be served at its real names, without which Debian's amazon-ecr-credential-helper asks nobody");
    return 2;
}

string folder = Directory.CreateTempSubdirectory("ecr-bench-").FullName;
try
{
    using var aws = new AwsNamespace();
    foreach (string file in Directory.EnumerateFiles("/etc/ssl/certs"))
    {
        aws.WriteEtc(Path.Join("ssl/certs", Path.GetFileName(file)), File.ReadAllText(file));
    }

    aws.WriteEtc("ssl/certs/ca-certificates.crt", File.ReadAllText("/etc/ssl/certs/ca-certificates.crt") + File.ReadAllText(aws.Authority));
    using Stub http = Stub.Aws();
    using Stub imds = Stub.Imds();
    using var runner = new Runner();
    var programs = new Programs(aws, folder);

    Candidate onStockStore = programs.Provider(https: true);
    Candidate runtimes = programs.Provider(https: true, ("ECR_TRUST_STORE", "runtime")) with { Name = "runtime's trust handling" };
    var store = new Scenario(
        "cold https, stock Debian trust store", [onStockStore, runtimes, .. programs.CredentialHelper(), .. programs.AwsCli(), .. programs.Peer(https: true)]);
    // Of our own cold exchange, which is lean, start-up alone is more than a quarter.
    Candidate miss = programs.Provider(https: true) with { Name = "this, cold" };
    Candidate runtimesMiss = programs.Provider(https: true, ("ECR_TRUST_STORE", "runtime")) with { Name = "runtime's trust handling" };
    var cache = new Scenario(
        "hit of the token cache, stock Debian trust store",
        [programs.Provider(https: true, ("ECR_TOKEN_CACHE", "on")), miss, runtimesMiss, .. programs.CredentialHelper(("AWS_ECR_DISABLE_CACHE", ""))]);
    (string Name, string Value)[] ownStore = [("SSL_CERT_FILE", aws.Authority), ("SSL_CERT_DIR", "/nonexistent")];
    (string Name, string Value)[] endpoint = [("AWS_ENDPOINT_URL", http.Endpoint)];
    (string Name, string Value)[] instance =
        [.. endpoint, ("AWS_ACCESS_KEY_ID", ""), ("AWS_EC2_METADATA_DISABLED", "false"), ("AWS_EC2_METADATA_SERVICE_ENDPOINT", imds.Endpoint)];
    var metadata = new Scenario("cold http, role from IMDS", [programs.Provider(https: false, instance)]);
    Scenario[] scenarios =
    [
        new("start (--version)", [programs.Version()]),
        new("cold http, static keys", [programs.Provider(https: false, endpoint), .. programs.AwsCli(http.Endpoint), .. programs.Peer(https: false, endpoint)]),
        new("cold https, one CA file", [programs.Provider(https: true, ownStore), .. programs.CredentialHelper(ownStore), .. programs.Peer(https: true, ownStore)]),
        store,
        cache,
        metadata,
    ];

    Console.WriteLine($"{runs} turns each; wall and CPU in ms, RSS in MB; minimum / median");
    foreach (Scenario scenario in scenarios)
    {
        scenario.Run(runner, runs);
        Console.WriteLine(scenario);
    }

    bool Holds(string what, double figure, double most)
    {
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what}: {figure:0.00}, at most {most}: {(figure <= most ? "holds" : "DOES NOT HOLD")}"));
        return figure <= most;
    }

    bool lean = Holds("CPU of cold https on the stock store, of the same with the runtime's trust handling", store.CpuRatio(runtimes), MostCpuOfTheRuntimes);
    bool cheap = Holds("CPU of a hit of the token cache, of cold https on the stock store with the runtime's trust handling", cache.CpuRatio(runtimesMiss), MostCpuOfACacheHit);
    bool few = Holds("round trips to IMDS", imds.Requests.Count / (double)(runs + 1), MostRoundTrips);
    return lean && cheap && few ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
