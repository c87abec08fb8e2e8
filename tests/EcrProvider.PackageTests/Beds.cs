using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>One after another, each in a bed of its own.</summary>
[CollectionDefinition(nameof(Beds))]
public sealed class Beds;
