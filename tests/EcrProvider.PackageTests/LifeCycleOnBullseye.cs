using Xunit;

namespace EcrProvider.PackageTests;

[Collection(nameof(BullseyeBeds))]
public sealed class LifeCycleOnBullseye(BullseyeNode node) : LifeCycle(node);
