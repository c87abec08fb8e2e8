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

        // Files in /proc have no length, and a growing file no honest one: it ends where nothing more comes.
        byte[] buffer = new byte[file.Length];
        Span<byte> one = stackalloc byte[1];
        int length = 0;
        while (true)
        {
            bool full = length == buffer.Length;
            int got = file.Read(full ? one : buffer.AsSpan(length));
            if (got == 0)
            {
                return full ? buffer : buffer[..length];
            }

            if (full)
            {
                if (length == limit)
                {
                    return null;
                }

                Array.Resize(ref buffer, Math.Min(2 * Math.Max(length, 2048), limit));
                buffer[length] = one[0];
            }

            length += got;
        }
    }
}
