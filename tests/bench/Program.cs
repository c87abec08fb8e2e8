using System.Globalization;
using EcrProvider.Bench;
using EcrProvider.Testing;

// make bench: figures side by side. The candidates of a scenario take turns, so that a noisy machine is noisy to all of them.
// BENCH_RUNS=N turns (30); PEER=/path: another credential provider that reads the same request.
const string Request = """{"kind":"CredentialProviderRequest","apiVersion":"credentialprovider.kubelet.k8s.io/v1","image":"123456789012.dkr.ecr.us-west-2.amazonaws.com/app"}""";
const double MostCpuOfTheRuntimes = 0.25;

int runs = int.Parse(Environment.GetEnvironmentVariable("BENCH_RUNS") ?? "30", CultureInfo.InvariantCulture);
string? peer = Environment.GetEnvironmentVariable("PEER") is { Length: > 0 } path ? path : null;
string folder = Directory.CreateTempSubdirectory("ecr-bench-").FullName;
try
{
    using var authority = new BedAuthority();
    (string certificate, string key) = authority.Issue("localhost");
    string File(string name, string content)
    {
        System.IO.File.WriteAllText(Path.Join(folder, name), content);
        return Path.Join(folder, name);
    }

    string own = File("own.pem", authority.Certificate);
    string stock = File("stock.pem", System.IO.File.ReadAllText("/etc/ssl/certs/ca-certificates.crt") + authority.Certificate);
    using Stub http = Stub.Aws();
    using Stub https = Stub.Aws("", "--cert", File("server.pem", certificate), "--key", File("server.key", key));
    using Stub imds = Stub.Imds();
    using var runner = new Runner(Request);

    Dictionary<string, string> Keys(Stub server, string scheme, params IEnumerable<(string Name, string Value)> more)
    {
        var environment = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["AWS_ENDPOINT_URL"] = string.Create(CultureInfo.InvariantCulture, $"{scheme}://localhost:{server.Port}"),
            ["AWS_EC2_METADATA_DISABLED"] = "true",
            ["ECR_TOKEN_CACHE"] = "off",
            ["AWS_ACCESS_KEY_ID"] = "AKIABENCH00000000000",
            ["AWS_SECRET_ACCESS_KEY"] = "bench",
        };
        foreach ((string name, string value) in more)
        {
            environment[name] = value;
        }

        return environment;
    }

    Scenario With(string name, Dictionary<string, string> environment, params IEnumerable<Candidate> others) =>
        new(name, [new Candidate("this", Artifacts.Provider, environment), .. others, .. peer is null ? [] : (Candidate[])[new("peer", peer, environment)]]);

    // Debian's own store is a bundle and a folder that hold the same; the server's root is one more in the bundle.
    Dictionary<string, string> stockStore = Keys(https, "https", ("SSL_CERT_FILE", stock));
    var runtime = new Candidate("runtime's trust", Artifacts.Provider, Keys(https, "https", ("SSL_CERT_FILE", stock), ("ECR_TRUST_STORE", "runtime")));
    Dictionary<string, string> instance = Keys(http, "http");
    instance.Remove("AWS_ACCESS_KEY_ID");
    instance["AWS_EC2_METADATA_DISABLED"] = "false";
    instance["AWS_EC2_METADATA_SERVICE_ENDPOINT"] = imds.Endpoint;
    Scenario store = With("cold https, stock Debian trust store", stockStore, runtime);
    Scenario metadata = With("cold http, role from IMDS", instance);
    Scenario[] scenarios =
    [
        new("start (--version)", [new Candidate("this", Artifacts.Provider, new Dictionary<string, string>(StringComparer.Ordinal), "--version")]),
        With("cold http, static keys", Keys(http, "http")),
        With("cold https, one CA file", Keys(https, "https", ("SSL_CERT_FILE", own), ("SSL_CERT_DIR", "/nonexistent"))),
        store,
        metadata,
    ];

    Console.WriteLine($"{runs} turns each; wall and CPU in ms, RSS in MB; minimum / median");
    foreach (Scenario scenario in scenarios)
    {
        scenario.Run(runner, runs);
        Console.WriteLine(scenario);
    }

    double ratio = store.Candidates[0].Median(sample => sample.Cpu) / runtime.Median(sample => sample.Cpu);
    double roundTrips = imds.Requests.Count / (double)(metadata.Candidates.Count * (runs + 1));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"CPU of https with the stock store: {ratio:0.00} of the runtime's trust handling (at most {MostCpuOfTheRuntimes})"));
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"IMDS: {roundTrips:0.#} round trips"));
    return ratio <= MostCpuOfTheRuntimes ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
