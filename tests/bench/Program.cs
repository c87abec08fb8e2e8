using System.Globalization;
using EcrProvider.Bench;
using EcrProvider.Testing;

// make bench: figures side by side, to the screen and into docs/benchmarks.md. The candidates of a scenario take turns, so that a noisy machine is noisy
// to all of them. BENCH_RUNS=N turns (30); PEER=/path: another credential provider that reads the same request.
const string Marker = "<!-- make bench writes what follows -->";

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
    var scenarios = new Scenarios(new Programs(aws, folder), aws, http, imds);
    Scenario[] all = [.. scenarios.All()];
    var tables = new List<string>();
    foreach (Scenario scenario in all)
    {
        scenario.Run(runner, runs);
        tables.Add(scenario.ToString());
        Console.WriteLine(tables[^1]);
    }

    Candidate atOnce = scenarios.FiftyCold.Candidates[0];
    int callsBefore = aws.Requests;
    runner.Run(atOnce);
    var limits = new Limits();
    limits.Hold("CPU of a cold exchange by https on Debian's trust store, of the same with the runtime's trust handling", scenarios.Store.CpuRatio(scenarios.Store.Candidates[1]), most: 0.25);
    limits.Hold("memory of the same, MB", scenarios.Store.Candidates[0].Median(sample => sample.Memory), most: 18);
    limits.Hold("CPU of a hit, of a cold exchange by https", scenarios.Hit.CpuRatio(scenarios.Hit.Candidates[2]), most: 0.25);
    limits.Hold("calls of the API by 50 at once on an empty cache", aws.Requests - callsBefore, most: 1);
    limits.Hold("round trips to IMDS of one exchange", imds.Requests.Count / (double)(runs + 2), most: 4);
    if (scenarios.FiftyCold.Candidates.Count > 1)
    {
        limits.Hold("wall time of a hit, of amazon-ecr-credential-helper's warm cache", scenarios.Hit.WallRatio(scenarios.Hit.Candidates[3]), most: 1.4);
        limits.Hold("CPU of 50 at once on an empty cache, of amazon-ecr-credential-helper's", scenarios.FiftyCold.CpuRatio(scenarios.FiftyCold.Candidates[1]), most: 0.5);
    }

    tables.Add(Libraries.Table(Path.Join(folder, "symbols")));
    Console.WriteLine($"{tables[^1]}\n{limits}");
    string page = Path.Join(Artifacts.Root, "docs/benchmarks.md");
    string text = File.ReadAllText(page).Split(Marker)[0];
    File.WriteAllText(page, $"{text}{Marker}\n\n{limits}\n![CPU time](benchmarks.svg)\n\n{runs} turns each; minimum / median; CPU and wall as shares are multiples of the first row's.\n\n{string.Join('\n', tables)}");
    File.WriteAllText(Path.ChangeExtension(page, ".svg"), Plot.Svg(all));
    return limits.AllHold ? 0 : 1;
}
finally
{
    Directory.Delete(folder, recursive: true);
}
