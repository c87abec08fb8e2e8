using System.Diagnostics;
using System.Text;

namespace EcrProvider.Fuzz;

/// <summary>One reader, a number of inputs: each made of one that led somewhere new, and kept when it does so itself.</summary>
internal sealed class Campaign
{
    // Of a hang: the machine may be busy, so what was slow is asked again.
    private static readonly TimeSpan Slow = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Endless = TimeSpan.FromSeconds(60);

    // Whatever the input, which is of a few KiB; root reads it.
    private const long MostMemory = 64 * 1024 * 1024;

    private readonly Reader reader;
    private readonly Coverage coverage;
    private readonly Random random;
    private readonly Mutator mutator;
    private readonly List<byte[]> pool = [];
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly int begin;
    private byte[] current = [];
    private int last = -1;

    public Campaign(Reader reader, Coverage coverage, Random random)
    {
        (this.reader, this.coverage, this.random) = (reader, coverage, random);
        mutator = new Mutator(random, reader.Tokens);
        begin = coverage.Edges;
    }

    public int Executions { get; private set; }

    public int Findings => known.Count;

    public int Inputs => pool.Count;

    public int Branches => coverage.Edges - begin;

    public void Run(int runs)
    {
        using var guard = new Timer(_ => GiveUp(Executions), state: null, Endless, Endless);
        foreach (string file in Corpus.Files(reader.Name))
        {
            pool.Add(File.ReadAllBytes(file));
            Execute(pool[^1]);
        }

        if (pool.Count == 0)
        {
            pool.Add([]);
        }

        while (Executions < runs)
        {
            // Half of the time one of the newest: what led somewhere new is likely to lead on.
            int from = random.Next(2) == 0 ? random.Next(pool.Count) : pool.Count - 1 - random.Next(Math.Min(pool.Count, 32));
            byte[] input = mutator.Mutate(pool[from], pool[random.Next(pool.Count)]);
            if (Execute(input))
            {
                pool.Add(input);
            }
        }
    }

    /// <summary>Adds to the corpus the smallest inputs that lead, each, where none of the files does.</summary>
    public void Keep(int most)
    {
        var fresh = new Coverage();
        foreach (byte[] input in Corpus.Files(reader.Name).Select(File.ReadAllBytes).Concat(pool.OrderBy(input => input.Length)))
        {
            fresh.Clear();
            bool isFine = Problem(input) is null;
            if (fresh.IsNew() && isFine && most > 0 && pool.Contains(input))
            {
                Corpus.Add(reader.Name, "seed", input);
                most--;
            }
        }

        coverage.Use();
    }

    /// <returns>True when it led somewhere new, and nothing was wrong.</returns>
    private bool Execute(byte[] input)
    {
        Executions++;
        coverage.Clear();
        if (Problem(input) is { } problem)
        {
            if (known.Add(Kind(problem)))
            {
                byte[] small = Smaller(input, Kind(problem));
                string file = Corpus.Add(reader.Name, "found", small);
                Console.WriteLine($"{reader.Name}: {file}\n  {Printable(small)}\n  {Problem(small) ?? problem}");
            }

            return false;
        }

        return coverage.IsNew();
    }

    private Exception? Problem(byte[] input)
    {
        current = input;
        long start = Stopwatch.GetTimestamp(), memory = GC.GetAllocatedBytesForCurrentThread();
        try
        {
            reader.Check(input);
        }
        catch (Exception problem)
        {
            return problem;
        }

        memory = GC.GetAllocatedBytesForCurrentThread() - memory;
        return memory > MostMemory ? new ViolationException("memory is bounded", $"{memory} bytes")
            : Stopwatch.GetElapsedTime(start) < Slow ? null
            : SlowAgain(input);
    }

    private ViolationException? SlowAgain(byte[] input)
    {
        long start = Stopwatch.GetTimestamp();
        reader.Check(input);
        TimeSpan time = Stopwatch.GetElapsedTime(start);
        return time < Slow ? null : new ViolationException("time is bounded", $"{time.TotalSeconds:0.0} s");
    }

    /// <summary>The input without whatever can be left out of it.</summary>
    private byte[] Smaller(byte[] input, string kind)
    {
        for (int length = Math.Max(1, input.Length / 2); length > 0; length /= 2)
        {
            for (int at = 0; at + length <= input.Length;)
            {
                byte[] less = [.. input.AsSpan(0, at), .. input.AsSpan(at + length)];
                if (Problem(less) is { } problem && string.Equals(Kind(problem), kind, StringComparison.Ordinal))
                {
                    input = less;
                }
                else
                {
                    at += length;
                }
            }
        }

        return input;
    }

    // Where it was thrown: one fault is told once.
    private static string Kind(Exception problem) => problem is ViolationException { Property: var property }
        ? property
        : $"{problem.GetType()} {new StackTrace(problem).GetFrames().Select(frame => frame.GetMethod()).FirstOrDefault(method => method?.Module.Name is "ecr-credential-provider.dll")}";

    private static string Printable(byte[] input) => string.Concat(Encoding.Latin1.GetString(input).Select(c => c is >= ' ' and < '\u007f' ? $"{c}" : $"\\x{(int)c:x2}"));

    private void GiveUp(int before)
    {
        if (Executions == before && before == last)
        {
            Environment.FailFast($"{reader.Name}: no end after {Endless.TotalSeconds:0} s: {Corpus.Add(reader.Name, "found", current)}");
        }

        last = before;
    }
}
