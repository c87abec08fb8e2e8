using System.Diagnostics;
using System.Text.Json;

namespace EcrProvider.Testing;

/// <summary>
/// A network namespace in which the AWS API answers at its real names on port 443, so that a program runs there without any endpoint variable;
/// /etc is the test's own. Nothing leads out of it, and it ends with the test process. It needs no root.
/// </summary>
public sealed class AwsNamespace : IDisposable
{
    /// <summary>API hosts that exist. Of the FIPS ones us-east-1 has only the name that AWS's SDKs build, us-west-2 only the one of its reference.</summary>
    private static readonly string[] Names =
    [
        "api.ecr.us-west-2.amazonaws.com", "api.ecr.us-east-1.amazonaws.com", "api.ecr.us-gov-west-1.amazonaws.com", "api.ecr.xx-nowhere-12.amazonaws.com",
        "ecr-fips.us-west-2.amazonaws.com", "api.ecr-fips.us-east-1.amazonaws.com", "ecr-fips.us-gov-west-1.amazonaws.com", "api.ecr.us-east-2.amazonaws.com",
        "ecr.us-west-2.api.aws", "ecr-fips.us-west-2.api.aws", "ecr-fips.us-gov-west-1.api.aws", "ecr.us-gov-west-1.api.aws",
        "api.ecr.cn-north-1.amazonaws.com.cn", "ecr.cn-north-1.api.amazonwebservices.com.cn",
        "api.ecr.us-iso-east-1.c2s.ic.gov", "api.ecr.us-isob-east-1.sc2s.sgov.gov", "api.ecr.eu-isoe-west-1.cloud.adc-e.uk", "api.ecr.us-isof-south-1.csp.hci.ic.gov",
        "api.ecr.eusc-de-east-1.amazonaws.eu", "ecr.eusc-de-east-1.api.amazonwebservices.eu",
        "api.ecr-public.us-east-1.amazonaws.com", "ecr-public.us-east-1.api.aws",
    ];

    private readonly string home = Directory.CreateTempSubdirectory("ecr-aws-").FullName;
    private readonly Process holder;

    /// <exception cref="InvalidOperationException">It did not start; the message holds what it said.</exception>
    public AwsNamespace()
    {
        using var authority = new BedAuthority();
        (string certificate, string key) = authority.Issue(Names);
        Write("ca.crt", authority.Certificate);
        Write("aws.crt", certificate);
        Write("aws.key", key);
        Write("etc/hosts", $"127.0.0.1 localhost stub.test {string.Join(' ', Names)}\n127.0.0.2 no-expiry.test\n127.0.0.3 expired.test\n127.0.0.4 minute.test\n127.0.0.5 odd-password.test\n");
        Write("etc/nsswitch.conf", "hosts: files\n");
        Write("etc/passwd", "root:x:0:0:root:/root:/bin/sh\n");
        string[] line = ["--map-root-user", "--mount", "--net", "bash", Script.WriteTo(home, "aws-namespace.sh"), home, Artifacts.Node];
        holder = Process.Start(new ProcessStartInfo("unshare", line)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        if (holder.StandardOutput.ReadLine() is not "ready")
        {
            throw new InvalidOperationException($"no AWS: {holder.StandardError.ReadToEnd()}");
        }
    }

    /// <summary>The CA that issued the API's certificate, PEM.</summary>
    public string Authority => Path.Join(home, "ca.crt");

    /// <summary>The words before a command line that is to run inside.</summary>
    public IReadOnlyList<string> Enter => ["nsenter", $"--target={holder.Id}", "--user", "--preserve-credentials", "--mount", "--net"];

    /// <summary>The reason why there can be none on this machine, to be given to Assert.Skip; null if there can.</summary>
    public static string? WhyNot()
    {
        using Process probe = Process.Start(new ProcessStartInfo("unshare", ["--map-root-user", "--mount", "--net", "true"]) { UseShellExecute = false, RedirectStandardError = true })!;
        string said = probe.StandardError.ReadToEnd();
        probe.WaitForExit();
        return probe.ExitCode is 0 ? null : $"no network namespace: {said.Trim()}";
    }

    /// <summary>As on a fresh node: no file of the test's in /etc, no request seen, no fault.</summary>
    /// <param name="fault">What ails the API, see <c>node --help</c>; empty: nothing.</param>
    public void Reset(string fault)
    {
        Write("aws.jsonl", "");
        Write("fault", fault);
        foreach (string folder in Directory.EnumerateDirectories(Path.Join(home, "etc")))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Writes a file below /etc.</summary>
    public void WriteEtc(string path, string content) => Write(Path.Join("etc", path), content);

    /// <summary>How many requests the API got.</summary>
    public int Requests => File.Exists(Path.Join(home, "aws.jsonl")) ? File.ReadLines(Path.Join(home, "aws.jsonl")).Count() : 0;

    /// <summary>Whom the last request asked and how it was signed: <c>HOST SERVICE REGION</c>; null when none came.</summary>
    public string? LastAsked()
    {
        if (File.ReadLines(Path.Join(home, "aws.jsonl")).LastOrDefault() is not { } line)
        {
            return null;
        }

        using JsonDocument record = JsonDocument.Parse(line);
        return string.Join(' ', new[] { "host", "signedService", "signedRegion" }.Select(name => record.RootElement.GetProperty(name).GetString()));
    }

    public void Dispose()
    {
        holder.StandardInput.Close();
        holder.WaitForExit(TimeSpan.FromSeconds(60));
        holder.Dispose();
        Directory.Delete(home, recursive: true);
    }

    private void Write(string path, string content)
    {
        string real = Path.Join(home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(real)!);
        File.WriteAllText(real, content);
    }
}
