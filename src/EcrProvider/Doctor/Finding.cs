using EcrProvider.Messages;

namespace EcrProvider.Doctor;

/// <summary>What a check found.</summary>
/// <param name="Status">Ok, warning, failed or skipped.</param>
/// <param name="Evidence">What was seen, never a secret.</param>
/// <param name="Remedy">The command or line that mends it; null when nothing is to be mended.</param>
/// <param name="MessageId">Of the catalog, e.g. <c>ECR419</c>; null when there is nothing to look up.</param>
internal sealed record Finding(CheckStatus Status, string Evidence, string? Remedy = null, string? MessageId = null)
{
    public static Finding Ok(string evidence) => new(CheckStatus.Ok, OneLine.Of(evidence));

    public static Finding Skipped(string reason) => new(CheckStatus.Skipped, reason);

    public static Finding Warning(Message message) => Of(CheckStatus.Warning, message);

    public static Finding Failed(Message message) => Of(CheckStatus.Failed, message);

    private static Finding Of(CheckStatus status, Message message) => new(status, OneLine.Of(message.Text), OneLine.Of(message.Remedy), message.Id);
}
