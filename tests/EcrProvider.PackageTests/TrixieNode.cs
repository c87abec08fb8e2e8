namespace EcrProvider.PackageTests;

public sealed class TrixieNode() : KubeadmNode("trixie");
