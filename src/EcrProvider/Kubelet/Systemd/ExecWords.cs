using System.Text;

namespace EcrProvider.Kubelet.Systemd;

/// <summary>
/// How systemd makes words of an unbraced <c>$VARIABLE</c> in ExecStart= (systemd.service(5); strv_split_full with EXTRACT_UNQUOTE and
/// EXTRACT_RELAX in 247 to 257): blanks separate, quotes and backslashes are taken off, and what is left open ends with the text.
/// </summary>
internal static class ExecWords
{
    public static IReadOnlyList<string> Split(string value) => Split(value, out _);

    /// <summary>A value whose words are those of <paramref name="value"/> and then <paramref name="words"/>.</summary>
    public static string Append(string value, IEnumerable<string> words)
    {
        List<string> before = Split(value, out bool leftOpen);

        // An open quote or a last backslash would swallow what follows: only then the admin's own way of writing is given up.
        IEnumerable<string> kept = leftOpen ? before.Select(Quote) : before.Count > 0 ? [value] : [];
        return string.Join(' ', kept.Concat(words.Select(Quote)));
    }

    private static List<string> Split(string value, out bool leftOpen)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        bool inWord = false, escaped = false;
        char? quote = null;
        foreach (char c in value)
        {
            if (escaped)
            {
                word.Append(c);
                escaped = false;
            }
            else if (c is '\\')
            {
                inWord = escaped = true;
            }
            else if (quote is not null)
            {
                if (c == quote)
                {
                    quote = null;
                }
                else
                {
                    word.Append(c);
                }
            }
            else if (c is '\'' or '"')
            {
                inWord = true;
                quote = c;
            }
            else if (c is not (' ' or '\t' or '\n' or '\r'))
            {
                inWord = true;
                word.Append(c);
            }
            else if (inWord)
            {
                words.Add(word.ToString());
                word.Clear();
                inWord = false;
            }
        }

        leftOpen = escaped || quote is not null;
        if (inWord)
        {
            words.Add(word.ToString());
        }

        return words;
    }

    private static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAny(" \t\n\r'\"\\")
            ? word
            : "\"" + word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"";
}
