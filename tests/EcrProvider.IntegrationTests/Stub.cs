using System.Diagnostics;
using System.Globalization;

namespace EcrProvider.IntegrationTests;

/// <summary>A server of tests/Node in a process of its own, on a free port of the loopback.</summary>
internal sealed class Stub : IDisposable
{
    private readonly Process process;
    private readonly string log = Path.GetTempFileName();

    private Stub(string part, params IEnumerable<string> options)
    {
        process = Process.Start(new ProcessStartInfo(Testing.Artifacts.Node, [part, "--listen", "127.0.0.1:0", "--log", log, .. options])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        string? line = process.StandardOutput.ReadLine();
        Port = int.Parse(line!.Split(':')[^1], CultureInfo.InvariantCulture);
    }

    public int Port { get; }

    public string Url => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{Port}");

    /// <summary>What was asked, one JSON object a request.</summary>
    public string[] Requests => File.ReadAllLines(log);

    public static Stub Aws(string fault = "", params IEnumerable<string> options) => new("aws", ["--fault", fault, .. options]);

    public static Stub Imds(string fault = "", params IEnumerable<string> options) => new("imds", ["--fault", fault, .. options]);

    public void Dispose()
    {
        process.Kill();
        process.Dispose();
        File.Delete(log);
    }
}
