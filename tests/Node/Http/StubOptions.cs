using System.Net;

namespace Node.Http;

/// <summary>The <c>--name value</c> options of the stubs.</summary>
internal sealed class StubOptions
{
    private readonly Dictionary<string, string> values = [];

    /// <exception cref="FormatException">An option is unknown or has no value.</exception>
    public StubOptions(ReadOnlySpan<string> args, params ReadOnlySpan<string> known)
    {
        for (var i = 0; i < args.Length; i += 2)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal) || !known.Contains(args[i][2..])) throw new FormatException($"unknown option {args[i]}");
            if (i + 1 == args.Length) throw new FormatException($"{args[i]} needs a value");
            values[args[i][2..]] = args[i + 1];
        }
    }

    public string? Get(string name) => values.GetValueOrDefault(name);

    public string Get(string name, string otherwise) => values.GetValueOrDefault(name, otherwise);

    /// <summary>--listen ADDRESS:PORT[,ADDRESS:PORT…]; port 0 takes a free one.</summary>
    public IEnumerable<IPEndPoint> Listen(string otherwise) => Get("listen", otherwise).Split(',').Select(IPEndPoint.Parse);
}
