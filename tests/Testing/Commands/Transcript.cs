using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace EcrProvider.Testing;

/// <summary>What a test did and was answered, to read after it failed: artifacts/transcripts/CLASS[.TEST].log, of the last run only.</summary>
public sealed class Transcript
{
    private static readonly ConcurrentDictionary<string, Lock> Begun = new(StringComparer.Ordinal);

    private readonly Lock gate;

    private Transcript(string name)
    {
        File = Path.Join(Artifacts.Transcripts, name + ".log");
        gate = Begun.GetOrAdd(File, static file =>
        {
            Directory.CreateDirectory(Artifacts.Transcripts);
            System.IO.File.WriteAllText(file, "");
            return new Lock();
        });
    }

    public string File { get; }

    /// <summary>The transcript of the calling test method.</summary>
    public static Transcript OfTest<TClass>([CallerMemberName] string test = "") => new($"{typeof(TClass).Name}.{test}");

    /// <summary>One transcript for everything in a test class, or in a fixture.</summary>
    public static Transcript Of<TClass>() => new(typeof(TClass).Name);

    public static Transcript Named(string name) => new(name);

    public void Write(string text)
    {
        lock (gate)
        {
            System.IO.File.AppendAllText(File, text.EndsWith('\n') ? text : text + "\n");
        }
    }

    /// <summary>A file beside this one, for what would drown the rest: CLASS[.TEST].NAME</summary>
    internal string Beside(string name) => Path.ChangeExtension(File, name);
}
