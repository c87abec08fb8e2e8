using System.Text;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace Node.Kubelet;

/// <summary>
/// The first document of a YAML 1.1 stream as plain objects (null, bool, <see cref="Number"/>, string, List, Dictionary), read as
/// sigs.k8s.io/yaml's YAMLToJSONStrict does: keys given twice are refused, also when a merge (&lt;&lt;) brings them.
/// </summary>
internal sealed class YamlDocument
{
    private static readonly Encoding StrictUtf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);
    private readonly Dictionary<string, object?> anchors = new(StringComparer.Ordinal);
    private readonly IParser parser;

    private YamlDocument(string text) => parser = new Parser(new StringReader(text));

    /// <exception cref="RefusedException">It is not YAML, or a key is given twice.</exception>
    public static object? Load(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return new YamlDocument(Text(bytes)).First();
        }
        catch (Exception e) when (e is YamlException or InvalidOperationException or DecoderFallbackException)
        {
            // YamlDotNet throws InvalidOperationException for an unclosed [.
            throw new RefusedException($"yaml: {(e as YamlException)?.Start.Line}: {e.Message}");
        }
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = bytes switch
        {
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes[2..]),
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes[2..]),
            [0xEF, 0xBB, 0xBF, ..] => StrictUtf8.GetString(bytes[3..]),
            _ => StrictUtf8.GetString(bytes),
        };

        // YAML 1.1, 5.1: the printable characters.
        foreach (var c in text)
        {
            if (c is not ('\t' or '\n' or '\r' or '\u0085' or (>= ' ' and <= '~') or (>= '\u00A0' and <= '\uFFFD' and not '\uFEFF')))
            {
                throw new RefusedException("yaml: control characters are not allowed");
            }
        }

        return text;
    }

    private object? First()
    {
        parser.Consume<StreamStart>();
        if (parser.Accept<StreamEnd>(out _)) return null;
        if (parser.Consume<DocumentStart>().Version is { Version: not { Major: 1, Minor: 1 } }) throw new RefusedException("yaml: found incompatible YAML document");
        var root = Node();
        parser.Consume<DocumentEnd>();
        return root;
    }

    private object? Node()
    {
        if (parser.TryConsume<AnchorAlias>(out var alias))
        {
            return anchors.TryGetValue(alias.Value.Value, out var known) ? known : throw new RefusedException($"yaml: unknown anchor '{alias.Value}' referenced");
        }

        var start = parser.Consume<NodeEvent>();
        var value = start switch
        {
            Scalar scalar => Value(scalar),
            SequenceStart => Sequence(),
            _ => Mapping(),
        };
        if (!start.Anchor.IsEmpty) anchors[start.Anchor.Value] = value;
        return value;
    }

    private static object? Value(Scalar scalar)
    {
        var tag = scalar.Tag is { IsEmpty: false, IsNonSpecific: false } ? scalar.Tag.Value : "";
        var plain = scalar.Style is ScalarStyle.Plain || scalar.Tag.IsNonSpecific;
        return tag.Length == 0 && !plain ? scalar.Value : YamlScalar.Resolve(tag, scalar.Value);
    }

    private List<object?> Sequence()
    {
        var items = new List<object?>();
        while (!parser.TryConsume<SequenceEnd>(out _)) items.Add(Node());
        return items;
    }

    private Dictionary<string, object?> Mapping()
    {
        var members = new Dictionary<string, object?>(StringComparer.Ordinal);
        while (!parser.TryConsume<MappingEnd>(out _))
        {
            var merge = parser.Current is Scalar { Value: "<<", Style: ScalarStyle.Plain };
            var line = parser.Current?.Start.Line;
            var key = Key(Node());
            var value = Node();
            foreach (var (name, member) in merge ? Merged(value) : [KeyValuePair.Create(key, value)])
            {
                if (!members.TryAdd(name, member)) throw new RefusedException($"yaml: unmarshal errors:\n  line {line}: key \"{name}\" already set in map");
            }
        }

        return members;
    }

    private static string Key(object? key) => key switch
    {
        string text => text,
        Number number => number.Text,
        bool flag => flag ? "true" : "false",
        _ => throw new RefusedException("yaml: invalid map key"),
    };

    private static IEnumerable<KeyValuePair<string, object?>> Merged(object? value) => value switch
    {
        Dictionary<string, object?> map => map,
        List<object?> maps => maps.AsEnumerable().Reverse().SelectMany(Merged),
        _ => throw new RefusedException("yaml: map merge requires map or sequence of maps as the value"),
    };
}
