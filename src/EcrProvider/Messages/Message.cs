namespace EcrProvider.Messages;

/// <summary>One line for an admin: what failed, and what to do.</summary>
/// <param name="Id">Stable identifier, <c>ECRnnn</c>: what a runbook or a search names.</param>
/// <param name="Text">What failed, for which registry and identity.</param>
/// <param name="Remedy">The next thing to do or type.</param>
internal sealed record Message(string Id, string Text, string Remedy)
{
    /// <summary>Nobody to be, nobody who may ask, or nowhere to ask: what ECR Public's anonymous pull goes on without.</summary>
    public bool LeavesPublicPullAnonymous => Id is "ECR201" or "ECR213" or "ECR280" or "ECR220" or "ECR221" or "ECR225";

    /// <summary>The line as it is printed; control characters of others' text are gone, so it stays one line.</summary>
    public override string ToString() => $"{Id} {OneLine.Of(Text)}: {OneLine.Of(Remedy)}";
}
