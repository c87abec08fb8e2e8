using Xunit;

namespace EcrProvider.PackageTests;

[Collection(nameof(BullseyeBeds))]
[Trait("Category", "Long")]
public sealed class LifeCycleOnBullseye(BullseyeNode node) : LifeCycle(node);
