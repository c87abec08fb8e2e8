using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of bookworm; never beside another bed.</summary>
[CollectionDefinition(nameof(BookwormBeds), DisableParallelization = true)]
public sealed class BookwormBeds : ICollectionFixture<BookwormNode>;
