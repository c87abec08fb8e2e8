namespace EcrProvider.Tokens;

/// <summary>Text that no log line, exception or debugger shows by accident.</summary>
internal readonly struct Secret(string value)
{
    public string Reveal() => value;

    public override string ToString() => "[secret]";
}
