namespace EcrProvider.Host;

/// <summary>A file's bytes, in a buffer of its own size: what may be large at most is small as a rule.</summary>
internal static class BoundedRead
{
    /// <returns>Null when it is larger than <paramref name="limit"/>.</returns>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static byte[]? Of(FileStream file, int limit)
    {
        if (file.Length > limit)
        {
            return null;
        }

        // Files in /proc have no length, and a growing file no honest one: more is read until nothing comes, or one byte more than allowed.
        byte[] buffer = new byte[file.Length + 1];
        int length = 0;
        for (int got; (got = file.Read(buffer.AsSpan(length))) > 0 && (length += got) <= limit;)
        {
            if (length == buffer.Length)
            {
                Array.Resize(ref buffer, Math.Min(2 * Math.Max(length, 2048), limit + 1));
            }
        }

        return length > limit ? null : buffer[..length];
    }
}
