namespace EcrProvider.Messages;

/// <summary>Makes text that others wrote fit for a log line.</summary>
internal static class OneLine
{
    private const int Longest = 600;

    /// <summary><paramref name="text"/> with every run of control characters as one blank, and cut when it is very long.</summary>
    public static string Of(string text)
    {
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
}
