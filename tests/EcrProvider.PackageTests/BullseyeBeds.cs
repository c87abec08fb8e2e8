using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of bullseye.</summary>
[CollectionDefinition(nameof(BullseyeBeds))]
public sealed class BullseyeBeds : ICollectionFixture<BullseyeNode>;
