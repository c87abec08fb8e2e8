using Xunit;

namespace EcrProvider.PackageTests;

/// <summary>What shares one boot of trixie.</summary>
[CollectionDefinition(nameof(TrixieBeds))]
public sealed class TrixieBeds : ICollectionFixture<TrixieNode>;
