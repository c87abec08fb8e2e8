using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of trixie; never beside another bed.</summary>
[CollectionDefinition(nameof(TrixieBeds), DisableParallelization = true)]
public sealed class TrixieBeds : ICollectionFixture<TrixieNode>;
