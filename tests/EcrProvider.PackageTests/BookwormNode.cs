namespace EcrProvider.PackageTests;

public sealed class BookwormNode() : KubeadmNode("bookworm");
