namespace EcrProvider.Messages;

/// <summary>One line for an admin: what failed, and what to do.</summary>
/// <param name="Id">Stable identifier, <c>ECRnnn</c>: what a runbook or a search names.</param>
/// <param name="Text">What failed, for which registry and identity.</param>
/// <param name="Remedy">The next thing to do or type; empty where nothing is amiss.</param>
internal sealed record Message(string Id, string Text, string Remedy)
{
    // Drawn once, as journald's own message ids were; the identifier's digits follow.
    private const string JournalIds = "2898cd24b0844fef85848e0d0f60b";

    /// <summary>MESSAGE_ID of its journal entries, 128 bits in hexadecimal: by it <c>journalctl -x</c> finds the cause.</summary>
    public string JournalId => JournalIds + Id[3..];

    /// <summary>Nobody to be, nobody who may ask, or nowhere to ask: what ECR Public's anonymous pull goes on without.</summary>
    public bool LeavesPublicPullAnonymous => Id is "ECR201" or "ECR213" or "ECR280" or "ECR220" or "ECR221" or "ECR225";

    /// <summary>AWS knows who asks, or that it does not, and says no: an earlier password must not be used in its place.</summary>
    public bool IsDenial => Id is "ECR202" or "ECR203" or "ECR204" or "ECR213" or "ECR260";

    /// <summary>The line as it is printed; control characters of others' text are gone, so it stays one line.</summary>
    public override string ToString() => Remedy.Length > 0 ? $"{Id} {OneLine.Of(Text)}: {OneLine.Of(Remedy)}" : $"{Id} {OneLine.Of(Text)}";
}
