using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of bullseye; never beside another bed.</summary>
[CollectionDefinition(nameof(BullseyeBeds), DisableParallelization = true)]
public sealed class BullseyeBeds : ICollectionFixture<BullseyeNode>;
