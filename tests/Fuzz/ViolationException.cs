namespace EcrProvider.Fuzz;

/// <summary>A property that an input does not have.</summary>
internal sealed class ViolationException(string property, string found) : Exception($"{property}: {found}")
{
    /// <summary>What was promised, the same words for every input that breaks it.</summary>
    public string Property => property;
}
