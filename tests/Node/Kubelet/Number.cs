namespace Node.Kubelet;

/// <summary>A number of a document; kubelet's own types have none, so only its text is kept.</summary>
internal sealed record Number(string Text);
