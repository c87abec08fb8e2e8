using System.Globalization;
using System.Text;

namespace EcrProvider.Settings;

/// <summary>
/// systemd's EnvironmentFile= format, read and written (systemd.exec(5); the rules are those of src/basic/env-file.c, 247 to 257, but that a backslash
/// at the end of a comment has carried nothing over since 254).
/// </summary>
internal static class EnvironmentFile
{
    private enum State
    {
        BeforeKey,
        Key,
        BeforeValue,
        Value,
        SingleQuotes,
        DoubleQuotes,
        Comment,
    }

    /// <summary>
    /// One line from which systemd reads exactly <paramref name="value"/>; null when no line can: systemd drops a variable with control
    /// characters other than tab and newline, and so it never handed one to us.
    /// </summary>
    public static string? Format(string name, string value)
    {
        var line = new StringBuilder(name).Append("=\"");
        foreach (char c in value)
        {
            if (c is (< ' ' or '\u007f') and not ('\t' or '\n'))
            {
                return null;
            }

            line.Append(c is '"' or '\\' or '$' or '`' ? "\\" : "").Append(c);
        }

        return line.Append('"').ToString();
    }

    /// <summary>The assignments in order. What is no assignment, such as <c>export X=…</c>, is passed over, as systemd does.</summary>
    public static List<Assignment> Parse(string text)
    {
        var assignments = new List<Assignment>();
        var key = new StringBuilder();
        var value = new StringBuilder();
        var state = State.BeforeKey;
        int line = 1, keyLine = 1, blanks = 0;
        for (int at = 0; at < text.Length; at++)
        {
            char c = text[at];
            bool newline = c is '\n' or '\r';
            line += c is '\n' ? 1 : 0;
            if (newline && state is not (State.SingleQuotes or State.DoubleQuotes))
            {
                Add(state);
                state = State.BeforeKey;
                continue;
            }

            bool escape = c is '\\';
            switch (state)
            {
                case State.BeforeKey when c is '#' or ';':
                    state = State.Comment;
                    break;
                case State.BeforeKey when !IsBlank(c):
                    key.Clear().Append(c);
                    value.Clear();
                    blanks = 0;
                    keyLine = line;
                    state = State.Key;
                    break;
                case State.Key when c is '=':
                    state = State.BeforeValue;
                    break;
                case State.Key:
                    key.Append(c);
                    break;
                case State.BeforeValue or State.Value when escape:
                    state = State.Value;
                    Escaped(ref at, isQuoted: false);
                    break;
                case State.BeforeValue when c is '\'':
                    state = State.SingleQuotes;
                    break;
                case State.BeforeValue when c is '"':
                    state = State.DoubleQuotes;
                    break;
                case State.BeforeValue when !IsBlank(c):
                    state = State.Value;
                    value.Append(c);
                    break;
                case State.Value:
                    value.Append(c);
                    blanks = IsBlank(c) ? blanks + 1 : 0;
                    break;
                case State.SingleQuotes when c is '\'':
                case State.DoubleQuotes when c is '"':
                    state = State.BeforeValue;
                    break;
                case State.DoubleQuotes when escape:
                    Escaped(ref at, isQuoted: true);
                    break;
                case State.SingleQuotes or State.DoubleQuotes:
                    value.Append(c);
                    break;
                case State.Comment when escape && at + 1 < text.Length:
                    // A backslash carries a comment over to the next line.
                    line += text[++at] is '\n' ? 1 : 0;
                    break;
            }
        }

        Add(state);
        return assignments;

        void Escaped(ref int at, bool isQuoted)
        {
            blanks = 0;
            if (++at == text.Length)
            {
                // The last of the file: it escapes nothing, and is nothing.
                return;
            }

            char next = text[at];
            line += next is '\n' ? 1 : 0;
            if (next is not '\n' && (isQuoted || next is not '\r'))
            {
                value.Append(isQuoted && next is not ('"' or '\\' or '$' or '`') ? "\\" : "").Append(next);
            }
        }

        void Add(State end)
        {
            string name = key.ToString().TrimEnd(' ', '\t');
            if (end is not (State.BeforeKey or State.Comment or State.Key) && IsName(name))
            {
                string whole = end is State.Value ? value.ToString(0, value.Length - blanks) : value.ToString();
                assignments.Add(new Assignment(name, whole, keyLine));
            }

            key.Clear();
        }
    }

    private static bool IsBlank(char c) => c is ' ' or '\t' or '\n' or '\r';

    private static bool IsName(string text) =>
        text.Length > 0 && !char.IsAsciiDigit(text[0]) && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_');

    /// <param name="Name">Of the variable.</param>
    /// <param name="Value">Without quotes and escapes.</param>
    /// <param name="Line">From 1: where the name stands.</param>
    internal sealed record Assignment(string Name, string Value, int Line)
    {
        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Name} (line {Line})");
    }
}
