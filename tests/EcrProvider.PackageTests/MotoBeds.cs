using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of a bed with moto; never beside another bed.</summary>
[CollectionDefinition(nameof(MotoBeds), DisableParallelization = true)]
public sealed class MotoBeds : ICollectionFixture<MotoNode>;
