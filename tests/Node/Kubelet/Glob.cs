namespace Node.Kubelet;

/// <summary>Go's filepath.Match.</summary>
internal static class Glob
{
    /// <summary>Null for a malformed pattern, as far as it had to be read; then kubelet takes it for no match.</summary>
    public static bool? Match(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        while (!pattern.IsEmpty)
        {
            if (pattern[0] == '*')
            {
                var rest = pattern.TrimStart('*');
                for (var i = 0; i <= name.Length; i++)
                {
                    if (Match(rest, name[i..]) is not false and var found) return found;
                    if (i < name.Length && name[i] == '/') return false;
                }

                return false;
            }

            if (pattern[0] == '[')
            {
                var (inside, length) = Class(pattern, name.IsEmpty ? '\0' : name[0]);
                if (length == 0) return null;
                if (name.IsEmpty || !inside) return false;
                pattern = pattern[length..];
            }
            else if (pattern[0] == '?')
            {
                if (name.IsEmpty || name[0] == '/') return false;
                pattern = pattern[1..];
            }
            else
            {
                if (pattern[0] == '\\') pattern = pattern[1..];
                if (pattern.IsEmpty) return null;
                if (name.IsEmpty || name[0] != pattern[0]) return false;
                pattern = pattern[1..];
            }

            name = name[1..];
        }

        return name.IsEmpty;
    }

    // [abc], [a-z], [^a-z]; the length is 0 if it is not closed.
    private static (bool Inside, int Length) Class(ReadOnlySpan<char> pattern, char c)
    {
        var at = 1;
        var negated = pattern.Length > 1 && pattern[1] == '^';
        if (negated) at++;
        var inside = false;
        for (var ranges = 0; at < pattern.Length; ranges++)
        {
            if (pattern[at] == ']' && ranges > 0) return (inside != negated, at + 1);
            if (!Character(pattern, ref at, out var low)) return default;
            var high = low;
            if (at < pattern.Length && pattern[at] == '-')
            {
                at++;
                if (!Character(pattern, ref at, out high)) return default;
            }

            inside |= low <= c && c <= high;
        }

        return default;
    }

    private static bool Character(ReadOnlySpan<char> pattern, ref int at, out char c)
    {
        c = '\0';
        if (at >= pattern.Length || pattern[at] is '-' or ']') return false;
        if (pattern[at] == '\\') at++;
        if (at >= pattern.Length) return false;
        c = pattern[at++];
        return true;
    }
}
