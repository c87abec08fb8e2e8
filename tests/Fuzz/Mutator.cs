namespace EcrProvider.Fuzz;

/// <summary>Bytes → other bytes: flipped, inserted, deleted, repeated, moved, joined with another input, with the words of the reader's language.</summary>
internal sealed class Mutator(Random random, byte[][] tokens)
{
    public const int Longest = 4096;

    private static readonly byte[][] Everywhere =
    [
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], "\uFEFF"u8.ToArray(), "\u2028"u8.ToArray(), "\u212a"u8.ToArray(), "\r\n"u8.ToArray(), "\n"u8.ToArray(), " "u8.ToArray(),
        "\t"u8.ToArray(), "\\"u8.ToArray(), "\""u8.ToArray(), "'"u8.ToArray(), "\\ud800"u8.ToArray(), "\\u0000"u8.ToArray(), "%00"u8.ToArray(), "null"u8.ToArray(),
        "0"u8.ToArray(), "-1"u8.ToArray(), "1e999"u8.ToArray(), "9223372036854775808"u8.ToArray(), "@"u8.ToArray(), "://"u8.ToArray(), "="u8.ToArray(), "{"u8.ToArray(),
        "}"u8.ToArray(), "["u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(), "#"u8.ToArray(), "."u8.ToArray(), "/"u8.ToArray(), "../"u8.ToArray(),
    ];

    public byte[] Mutate(byte[] input, byte[] other)
    {
        for (int edits = 1 << random.Next(4); edits > 0; edits--)
        {
            input = Once(input, other);
        }

        return input.Length <= Longest ? input : input[..Longest];
    }

    private byte[] Once(byte[] input, byte[] other)
    {
        int at = random.Next(input.Length + 1);
        int end = Math.Min(input.Length, at + random.Next(1, random.Next(4) == 0 ? 64 : 8));
        ReadOnlySpan<byte> piece = random.Next(3) > 0 && tokens.Length > 0 ? tokens[random.Next(tokens.Length)] : Everywhere[random.Next(Everywhere.Length)];
        switch (random.Next(8))
        {
            case 0 when at < input.Length:
                return [.. input.AsSpan(0, at), (byte)(input[at] ^ (1 << random.Next(8))), .. input.AsSpan(at + 1)];
            case 1:
                return [.. input.AsSpan(0, at), (byte)random.Next(256), .. input.AsSpan(at)];
            case 2:
                return [.. input.AsSpan(0, at), .. input.AsSpan(end)];
            case 3:
                return [.. input.AsSpan(0, end), .. input.AsSpan(at)];
            case 4:
                return [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(end)];
            case 5:
                int from = random.Next(other.Length + 1);
                return random.Next(2) == 0
                    ? [.. input.AsSpan(0, at), .. other.AsSpan(from)]
                    : [.. input.AsSpan(0, at), .. other.AsSpan(from, Math.Min(other.Length - from, random.Next(32))), .. input.AsSpan(at)];
            case 6:
                return [.. input.AsSpan(0, at), .. input.AsSpan(end), .. input.AsSpan(at, end - at)];
            default:
                return [.. input.AsSpan(0, at), .. piece, .. input.AsSpan(at)];
        }
    }
}
