namespace Node.Http;

/// <summary>How a response is sent.</summary>
internal enum Way
{
    Normal,

    /// <summary>One byte of the body a second.</summary>
    Drip,
    Silent,
    Close,
}
