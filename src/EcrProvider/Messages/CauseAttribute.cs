namespace EcrProvider.Messages;

/// <summary>
/// How it comes to a message, for whoever has only its line: beside the method that makes the line. The journal's catalog
/// (<c>journalctl -x</c>) and docs/operations.md are written from it and from the method; the program itself never reads it.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class CauseAttribute(string text) : Attribute
{
    public string Text => text;
}
