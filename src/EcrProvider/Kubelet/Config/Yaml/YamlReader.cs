using System.Text;
using System.Text.Json;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace EcrProvider.Kubelet.Config.Yaml;

/// <summary>
/// Bytes → the first document, as kubelet reads it. On the event parser, which alone gives true lines and columns, and bounded: a few
/// lines of nested aliases would otherwise fill the memory of a root process.
/// </summary>
internal sealed class YamlReader
{
    private const int MostNodes = 50_000;
    private const int Deepest = 50;

    // A long text that many aliases repeat is as large as many nodes.
    private const int CharactersOfANode = 16;

    private readonly Dictionary<AnchorName, YamlNode> anchors = [];
    private readonly Dictionary<YamlNode, int> sizes = new(ReferenceEqualityComparer.Instance);
    private readonly IParser parser;
    private Mark last = Mark.Empty;
    private int nodes;

    private YamlReader(IParser parser) => this.parser = parser;

    /// <returns>Null when there is no document or it is empty.</returns>
    /// <exception cref="YamlException">It is no YAML, or larger than any config.</exception>
    public static YamlNode? Read(ReadOnlySpan<byte> content)
    {
        string text = Decode(content);
        if (text.AsSpan().TrimStart() is ['{', ..])
        {
            RequireJson(text);
        }

        using var reader = new StringReader(text);
        var yaml = new YamlReader(new Parser(reader));
        try
        {
            return yaml.FirstDocument();
        }
        catch (YamlDotNet.Core.YamlException broken)
        {
            throw new YamlException("it is not YAML: " + broken.Message, broken.Start.Line, broken.Start.Column);
        }
        catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or FormatException or OverflowException)
        {
            // YamlDotNet's own slips on broken input, e.g. an unclosed [.
            throw new YamlException("it is not YAML, from here on", yaml.last.Line, yaml.last.Column);
        }
    }

    // What begins with { is JSON to kubelet, and YAML's liberties (a last comma, words without quotes) are errors in it.
    private static void RequireJson(string text)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = Deepest });
        }
        catch (JsonException broken)
        {
            throw new YamlException(
                "it begins with { and is not JSON", (broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1);
        }
    }

    private static string Decode(ReadOnlySpan<byte> content)
    {
        ReadOnlySpan<byte> bytes = content.StartsWith(Encoding.UTF8.Preamble) ? content[Encoding.UTF8.Preamble.Length..] : content;
        string text;
        try
        {
            text = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new YamlException("it is not UTF-8: save it as UTF-8", 1, 1);
        }

        int line = 1;
        foreach (char c in text)
        {
            line += c is '\n' ? 1 : 0;
            if ((c < ' ' && c is not ('\t' or '\n' or '\r')) || c is '\u007f' or '\ufffe' or '\uffff' or '\ufeff')
            {
                throw new YamlException($"the control character U+{(int)c:X4} cannot stand in YAML: delete it", line, 1);
            }
        }

        return text;
    }

    private YamlNode? FirstDocument()
    {
        parser.Consume<StreamStart>();
        if (Take<DocumentStart>() is null)
        {
            return null;
        }

        YamlNode node = Node(depth: 0);
        parser.Consume<DocumentEnd>();
        return node;
    }

    private YamlNode Node(int depth)
    {
        ParsingEvent next = parser.Current!;
        last = next.Start;
        Count(1, next);
        if (depth > Deepest)
        {
            throw new YamlException($"it is nested deeper than {Deepest} levels", next.Start.Line, next.Start.Column);
        }

        if (Take<AnchorAlias>() is { } alias)
        {
            YamlNode target = anchors.TryGetValue(alias.Value, out YamlNode? known)
                ? known
                : throw new YamlException($"the alias *{alias.Value} has no anchor before it", alias.Start.Line, alias.Start.Column);
            Count(sizes[target], alias);
            return target;
        }

        int before = nodes;
        NodeEvent start = parser.Consume<NodeEvent>();
        Count(start is Scalar { Value.Length: var length } ? length / CharactersOfANode : 0, start);
        YamlNode node = start switch
        {
            Scalar scalar => Of(scalar),
            SequenceStart sequence => Of(sequence, depth),
            MappingStart mapping => Of(mapping, depth),
            _ => throw new YamlException("it is not YAML", start.Start.Line, start.Start.Column),
        };
        if (!start.Anchor.IsEmpty)
        {
            anchors[start.Anchor] = node;
            sizes[node] = nodes - before + 1;
        }

        return node;
    }

    private static YamlScalar Of(Scalar scalar)
    {
        bool isText = scalar.Style is not ScalarStyle.Plain || (!scalar.Tag.IsEmpty && scalar.Tag.Value is "tag:yaml.org,2002:str");
        return !scalar.Tag.IsEmpty && scalar.Tag.Value is not ("tag:yaml.org,2002:str" or "!")
            ? throw new YamlException($"the tag {scalar.Tag.Value} has no place here", scalar.Start.Line, scalar.Start.Column)
            : new YamlScalar(
                scalar.Value, isText ? ScalarType.Text : ScalarTypes.OfPlain(scalar.Value), scalar.Start.Line, scalar.Start.Column);
    }

    private YamlSequence Of(SequenceStart start, int depth)
    {
        var items = new List<YamlNode>();
        while (Take<SequenceEnd>() is null)
        {
            items.Add(Node(depth + 1));
        }

        return new YamlSequence(items, start.Start.Line, start.Start.Column);
    }

    private YamlMapping Of(MappingStart start, int depth)
    {
        var entries = new List<(YamlScalar, YamlNode)>();
        while (Take<MappingEnd>() is null)
        {
            YamlNode key = Node(depth + 1);
            entries.Add(key is YamlScalar name
                ? (name, Node(depth + 1))
                : throw new YamlException("a key has to be a word", key.Line, key.Column));
        }

        return new YamlMapping(entries, start.Start.Line, start.Start.Column);
    }

    private T? Take<T>()
        where T : ParsingEvent
    {
        if (parser.Current is not T next)
        {
            return null;
        }

        parser.MoveNext();
        return next;
    }

    private void Count(int more, ParsingEvent at)
    {
        nodes += more;
        if (nodes > MostNodes)
        {
            throw new YamlException($"it has more than {MostNodes} parts, aliases counted out", at.Start.Line, at.Start.Column);
        }
    }
}
