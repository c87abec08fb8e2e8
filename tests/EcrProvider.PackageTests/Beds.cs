using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>Two cores: one bed at a time.</summary>
[CollectionDefinition(nameof(Beds), DisableParallelization = true)]
public sealed class Beds;
