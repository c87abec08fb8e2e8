using Xunit;

namespace EcrProvider.PackageTests;

[Collection(nameof(BookwormBeds))]
public sealed class LifeCycleOnBookworm(BookwormNode node) : LifeCycle(node);
