using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of bookworm.</summary>
[CollectionDefinition(nameof(BookwormBeds))]
public sealed class BookwormBeds : ICollectionFixture<BookwormNode>;
