using System.Globalization;
using System.Text;

namespace Node.Kubelet;

/// <summary>Log lines on stderr in klog's form, so that whoever reads kubelet's journal finds what the real one would have written.</summary>
internal static class Klog
{
    private static readonly Stream Stderr = Console.OpenStandardError();
    private static readonly Lock Gate = new();

    /// <summary>klog.InfoS: <c>I… source] "message" key="value"</c>.</summary>
    public static void Info(string source, string message, params ReadOnlySpan<(string Key, string Value)> pairs) => Write('I', source, Structured(message, pairs));

    /// <summary>klog.ErrorS: the same with <c>err=</c> first.</summary>
    public static void Error(string source, string message, string err, params ReadOnlySpan<(string Key, string Value)> pairs) =>
        Write('E', source, Structured(message, [("err", err), .. pairs]));

    /// <summary>klog.Errorf: the text as it is.</summary>
    public static void Error(string source, string text) => Write('E', source, text);

    private static string Structured(string message, ReadOnlySpan<(string Key, string Value)> pairs)
    {
        var line = new StringBuilder(Quoted(message));
        foreach (var (key, value) in pairs)
        {
            line.Append(' ').Append(key).Append('=');
            if (value.Contains('\n', StringComparison.Ordinal)) line.Append("<\n\t").Append(value.TrimEnd('\n').Replace("\n", "\n\t", StringComparison.Ordinal)).Append("\n >");
            else line.Append(Quoted(value));
        }

        return line.ToString();
    }

    private static string Quoted(string text) =>
        $"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"";

    private static void Write(char severity, string source, string text)
    {
        var line = string.Create(CultureInfo.InvariantCulture, $"{severity}{DateTime.Now:MMdd HH:mm:ss.ffffff} {Environment.ProcessId,7} {source}] {text.TrimEnd('\n')}\n");
        lock (Gate)
        {
            try
            {
                Stderr.Write(Encoding.UTF8.GetBytes(line));
            }
            catch (IOException)
            {
                // A closed stderr does not stop kubelet.
            }
        }
    }
}
