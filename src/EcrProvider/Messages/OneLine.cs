namespace EcrProvider.Messages;

/// <summary>Makes text that others wrote fit for a log line.</summary>
internal static class OneLine
{
    private const int Longest = 600;

    /// <summary>
    /// <paramref name="text"/> with every run of control characters as one blank, without users and passwords of URLs, and cut when it is very long.
    /// </summary>
    public static string Of(string text)
    {
        text = WithoutUsers(text);
        var line = new System.Text.StringBuilder(Math.Min(text.Length, Longest));
        bool blank = false;
        foreach (char c in text)
        {
            // U+2028 and U+2029 end a line for some readers of logs; format characters can reorder what a terminal shows.
            bool control = char.IsControl(c) || char.GetUnicodeCategory(c)
                is System.Globalization.UnicodeCategory.Format
                or System.Globalization.UnicodeCategory.LineSeparator
                or System.Globalization.UnicodeCategory.ParagraphSeparator
                or System.Globalization.UnicodeCategory.Surrogate;
            if (control && blank)
            {
                continue;
            }

            line.Append(control ? ' ' : c);
            blank = control;
            if (line.Length == Longest)
            {
                return line.Append('…').ToString();
            }
        }

        return line.ToString();
    }

    // To the last @ of the word: a password may hold another one, or a slash, where its URL is malformed.
    private static string WithoutUsers(string text)
    {
        for (int at = 0; (at = text.IndexOf("://", at, StringComparison.Ordinal)) >= 0;)
        {
            at += 3;
            int end = text.AsSpan(at).IndexOfAny(" \t\r\n\"'<>()");
            int user = text.AsSpan(at, end < 0 ? text.Length - at : end).LastIndexOf('@');
            text = user < 0 ? text : string.Concat(text.AsSpan(0, at), "[secret]", text.AsSpan(at + user));
        }

        return text;
    }
}
