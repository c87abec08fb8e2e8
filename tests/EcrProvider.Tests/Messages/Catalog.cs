using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using EcrProvider.Messages;

namespace EcrProvider.Tests.Messages;

/// <summary>Every method of src/EcrProvider/Messages that makes a message, with what it says when each argument is its own name in capitals.</summary>
internal static partial class Catalog
{
    private const int Width = 78;

    /// <summary>By identifier.</summary>
    public static IReadOnlyList<Entry> Entries { get; } =
        [.. typeof(Message).Assembly.GetTypes()
            .Where(type => type.Namespace is "EcrProvider.Messages")
            .SelectMany(type => type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(method => method.ReturnType == typeof(Message) && !method.IsPrivate)
            .Select(method => new Entry(
                $"{method.DeclaringType!.Name}.{method.Name}",
                (Message)method.Invoke(obj: null, [.. method.GetParameters().Select(Example)])!,
                method.GetCustomAttribute<CauseAttribute>()?.Text ?? ""))
            .OrderBy(entry => entry.Message.Id, StringComparer.Ordinal)];

    /// <summary>For journalctl -x (systemd's documentation: "Message Catalog Developer Documentation").</summary>
    public static string Journal()
    {
        var text = new StringBuilder("# Written from src/EcrProvider/Messages by tests/EcrProvider.Tests/Messages. Not to be edited.\n");
        foreach ((_, Message message, string cause) in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n-- {message.JournalId}\nSubject: {message.Id} {message.Text}\nDefined-By: ecr-credential-provider\n\n{Wrap(cause)}");
            if (message.Remedy.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"\n{Wrap("What to do: " + message.Remedy)}");
            }
        }

        return text.ToString();
    }

    /// <summary>For docs/operations.md.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder();
        foreach ((_, Message message, string cause) in Entries)
        {
            text.Append(CultureInfo.InvariantCulture, $"### {message.Id}\n\n```\n{message.Id} {message.Text}\n```\n\n{Escape(cause)}\n\n");
            if (message.Remedy.Length > 0)
            {
                text.Append(CultureInfo.InvariantCulture, $"**What to do:** {Escape(message.Remedy)}\n\n");
            }
        }

        return text.ToString().TrimEnd('\n') + "\n";
    }

    private static object Example(ParameterInfo parameter)
    {
        string name = Capital().Replace(parameter.Name!, "-$0").ToUpperInvariant();
        return parameter.ParameterType switch
        {
            var type when type == typeof(string) => name,
            var type when type == typeof(int) => 1024,
            var type when type == typeof(TimeSpan) => TimeSpan.FromSeconds(45),
            var type when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 11, 24, 12, 0, 0, TimeSpan.Zero),
            var type when type == typeof(Exception) => new InvalidOperationException(name),
            var type when type == typeof(Message) => new Message("ECR000", name, $"{name}'s remedy"),
            var type => throw new NotSupportedException($"an example of {type} for {parameter.Member.DeclaringType!.Name}.{parameter.Member.Name} is missing here"),
        };
    }

    private static string Wrap(string text)
    {
        var lines = new StringBuilder();
        int column = 0;
        foreach (string word in text.Split(' '))
        {
            bool fits = column == 0 || column + 1 + word.Length <= Width;
            lines.Append(column == 0 ? "" : fits ? " " : "\n").Append(word);
            column = (fits && column > 0 ? column + 1 : 0) + word.Length;
        }

        return lines.Append('\n').ToString();
    }

    private static string Escape(string text) => Special().Replace(text, "\\$0");

    [GeneratedRegex("[*<]", RegexOptions.None, 5000)]
    private static partial Regex Special();

    [GeneratedRegex("(?<=[a-z])[A-Z]", RegexOptions.None, 5000)]
    private static partial Regex Capital();

    /// <param name="Method">That makes it.</param>
    /// <param name="Message">As it makes it.</param>
    /// <param name="Cause">Of its attribute; empty: it has none.</param>
    internal sealed record Entry(string Method, Message Message, string Cause);
}
