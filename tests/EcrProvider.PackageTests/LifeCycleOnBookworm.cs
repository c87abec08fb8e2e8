using Xunit;

namespace EcrProvider.PackageTests;

[Collection(nameof(BookwormBeds))]
[Trait("Category", "Long")]
public sealed class LifeCycleOnBookworm(BookwormNode node) : LifeCycle(node);
