using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of a bed with moto.</summary>
[CollectionDefinition(nameof(MotoBeds))]
public sealed class MotoBeds : ICollectionFixture<MotoNode>;
