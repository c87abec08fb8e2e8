namespace Node.Kubelet;

/// <summary>An object read by Go's rules for typed JSON: null is the zero value, any other type than the field's is an error, and so is a field that nobody asked for.</summary>
internal sealed class StrictObject
{
    private readonly Dictionary<string, object?> members;
    private readonly HashSet<string> known = new(StringComparer.Ordinal);
    private readonly string path;

    private StrictObject(Dictionary<string, object?> members, string path) => (this.members, this.path) = (members, path);

    /// <param name="value">A document or a part of it; null counts as an empty object.</param>
    /// <param name="path">Where it stands, for messages; empty for the root.</param>
    /// <exception cref="RefusedException">It is not an object.</exception>
    public static StrictObject Of(object? value, string path) => value switch
    {
        null => new([], path),
        Dictionary<string, object?> map => new(map, path),
        _ => throw Mistyped(value, path, "object"),
    };

    public string Text(string name) => OptionalText(name) ?? "";

    /// <summary>Null for null or absent.</summary>
    public string? OptionalText(string name) => Member(name) switch
    {
        null => null,
        string text => text,
        var other => throw Mistyped(other, PathOf(name), "string"),
    };

    public bool? OptionalBool(string name) => Member(name) switch
    {
        null => null,
        bool flag => flag,
        var other => throw Mistyped(other, PathOf(name), "bool"),
    };

    public IReadOnlyList<string> Texts(string name) =>
        [.. List(name).Select((item, i) => item as string ?? (item is null ? "" : throw Mistyped(item, $"{PathOf(name)}[{i}]", "string")))];

    public IReadOnlyList<T> Objects<T>(string name, Func<StrictObject, T> read) =>
        [.. List(name).Select((item, i) => Of(item, $"{PathOf(name)}[{i}]").Read(read))];

    public IReadOnlyDictionary<string, T> Map<T>(string name, Func<StrictObject, T> read) =>
        Of(Member(name), PathOf(name)).members.ToDictionary(pair => pair.Key, pair => Of(pair.Value, $"{PathOf(name)}.{pair.Key}").Read(read), StringComparer.Ordinal);

    public T? Optional<T>(string name, Func<StrictObject, T> read)
        where T : class => Member(name) is { } value ? Of(value, PathOf(name)).Read(read) : null;

    /// <summary>Reads the whole object; afterwards no field may be left over.</summary>
    public T Read<T>(Func<StrictObject, T> read)
    {
        var result = read(this);
        return members.Keys.FirstOrDefault(name => !known.Contains(name)) is { } unknown
            ? throw new RefusedException($"strict decoding error: unknown field \"{PathOf(unknown)}\"")
            : result;
    }

    private List<object?> List(string name) => Member(name) switch
    {
        null => [],
        List<object?> list => list,
        var other => throw Mistyped(other, PathOf(name), "array"),
    };

    private object? Member(string name)
    {
        known.Add(name);
        return members.GetValueOrDefault(name);
    }

    private string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    private static RefusedException Mistyped(object value, string path, string wanted)
    {
        var found = value switch { string => "string", bool => "bool", Number => "number", List<object?> => "array", _ => "object" };
        return new($"json: cannot unmarshal {found} into Go struct field {(path.Length == 0 ? "." : path)} of type {wanted}");
    }
}
