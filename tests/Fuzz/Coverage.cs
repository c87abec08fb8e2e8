using System.Numerics;
using System.Runtime.InteropServices;
using SharpFuzz.Common;

namespace EcrProvider.Fuzz;

/// <summary>Which branches an execution took, and how often, against all those before it: AFL's map and classes of counts.</summary>
internal sealed unsafe class Coverage
{
    private const int Size = 1 << 16;

    // Never given back: a timer of HttpClient's may still count.
    private readonly byte* map = (byte*)NativeMemory.AllocZeroed(Size);
    private readonly byte[] seen = new byte[Size];

    public Coverage() => Use();

    /// <summary>Counts from now on are this one's.</summary>
    public void Use() => Trace.SharedMem = map;

    /// <summary>Pairs of branches that were taken one after the other.</summary>
    public int Edges => seen.Count(classes => classes != 0);

    /// <summary>Before an execution.</summary>
    public void Clear()
    {
        new Span<byte>(map, Size).Clear();
        Trace.PrevLocation = 0;
    }

    /// <summary>After it: true when it went where none went, or oftener than any.</summary>
    public bool IsNew()
    {
        bool isNew = false;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(new ReadOnlySpan<byte>(map, Size));
        for (int word = 0; word < words.Length; word++)
        {
            for (int at = word * 8; words[word] != 0 && at < (word * 8) + 8; at++)
            {
                byte found = Class(map[at]);
                isNew |= (found & ~seen[at]) != 0;
                seen[at] |= found;
            }
        }

        return isNew;
    }


    // 1, 2, 3, 4–7, 8–15, 16–31, 32–127, more.
    private static byte Class(byte count) => count switch
    {
        0 => 0,
        3 => 1 << 2,
        < 3 => (byte)(1 << (count - 1)),
        _ => (byte)(1 << Math.Min(7, BitOperations.Log2(count) + 1)),
    };
}
