using Xunit;

namespace EcrProvider.PackageTests;

[Collection(nameof(TrixieBeds))]
public sealed class LifeCycleOnTrixie(TrixieNode node) : LifeCycle(node);
