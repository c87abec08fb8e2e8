namespace EcrProvider.PackageTests;

public sealed class BullseyeNode() : KubeadmNode("bullseye");
