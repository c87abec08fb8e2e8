using System.Text;
using EcrProvider.Messages;

namespace EcrProvider.Fuzz;

/// <summary>One way by which bytes of others come into the program, and what is promised of it for all bytes.</summary>
/// <param name="name">As FUZZ_READER and the corpus's folder say it.</param>
/// <param name="tokens">Pieces of its language, which flipping bytes would hardly ever make.</param>
internal abstract class Reader(string name, params string[] tokens) : IDisposable
{
    /// <summary>Between the parts of an input for readers that are given more than one.</summary>
    public const char Separator = '\u001e';

    public string Name => name;

    public byte[][] Tokens { get; } = [.. tokens.Append("\u001e").Select(Encoding.UTF8.GetBytes)];

    protected Machine Machine { get; } = new();

    /// <exception cref="ViolationException">A promise is broken. Any other exception is a crash.</exception>
    public abstract void Check(byte[] input);

    public void Dispose() => Machine.Dispose();

    /// <summary>The parts of an input; missing ones are empty.</summary>
    protected static string[] Parts(byte[] input, int count)
    {
        string[] parts = Encoding.UTF8.GetString(input).Split(Separator, count);
        return [.. parts, .. Enumerable.Repeat("", count - parts.Length)];
    }

    protected static void Promise(bool kept, string property, string found)
    {
        if (!kept)
        {
            throw new ViolationException(property, found);
        }
    }

    /// <summary>What is read; null when it is refused, with one of <paramref name="documented"/>.</summary>
    protected static T? Read<T>(Func<T?> read, params ReadOnlySpan<string> documented)
    {
        try
        {
            return read();
        }
        catch (ProviderException refused)
        {
            OfTheCatalog(refused.Line, documented);
            return default;
        }
    }

    protected static void OfTheCatalog(Message line, params ReadOnlySpan<string> documented)
    {
        Promise(documented.Contains(line.Id), "a refusal is one that is documented", line.ToString());
        string text = line.ToString();
        Promise(!text.Any(c => char.IsControl(c) || char.IsSurrogate(c) || c is '\u2028' or '\u2029'), "a refusal is one line", text);
        Promise(text.Length < 1300, "a refusal is short", text);
        Promise(line.Remedy.Length > 0, "a refusal says what to do", text);
    }

    protected static bool Same(string? one, string? other) => string.Equals(one, other, StringComparison.Ordinal);
}
