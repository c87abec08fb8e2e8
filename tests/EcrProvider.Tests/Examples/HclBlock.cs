namespace EcrProvider.Tests.Examples;

/// <summary>E.g. <c>source "amazon-ebs" "node" { … }</c>.</summary>
internal sealed record HclBlock(string Type, string[] Labels)
{
    /// <summary>Strings without their quotes, lists and maps with their brackets, a blank between any two words.</summary>
    public Dictionary<string, string> Attributes { get; } = new(StringComparer.Ordinal);

    public List<HclBlock> Blocks { get; } = [];

    public IEnumerable<HclBlock> Of(string type) => Blocks.Where(block => block.Type == type);

    public HclBlock The(string type) => Of(type).Single();

    public string? this[string attribute] => Attributes.GetValueOrDefault(attribute);
}
