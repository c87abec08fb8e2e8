using System.Text.Encodings.Web;

namespace EcrProvider.Plugin;

/// <summary>Escapes as Go's encoding/json does, whose bytes kubelet's world compares: &lt; &gt; &amp; and U+2028, U+2029 too, and nothing else beyond ASCII.</summary>
internal sealed unsafe class GoJsonEncoder : JavaScriptEncoder
{
    public static readonly GoJsonEncoder Instance = new();

    public override int MaxOutputCharactersPerInputCharacter => 6; // \u003c

    public override bool WillEncode(int unicodeScalar) => unicodeScalar is < ' ' or '"' or '\\' or '<' or '>' or '&' or '\u2028' or '\u2029';

    public override int FindFirstCharacterToEncode(char* text, int textLength)
    {
        // A surrogate may stand alone, and that one is to be replaced.
        var characters = new ReadOnlySpan<char>(text, textLength);
        for (int at = 0; at < characters.Length; at++)
        {
            if (WillEncode(characters[at]) || char.IsSurrogate(characters[at]))
            {
                return at;
            }
        }

        return -1;
    }

    public override bool TryEncodeUnicodeScalar(int unicodeScalar, char* buffer, int bufferLength, out int numberOfCharactersWritten)
    {
        string escape = unicodeScalar switch
        {
            '"' => "\\\"",
            '\\' => "\\\\",
            '\b' => "\\b",
            '\f' => "\\f",
            '\n' => "\\n",
            '\r' => "\\r",
            '\t' => "\\t",
            _ => $"\\u{unicodeScalar:x4}",
        };
        numberOfCharactersWritten = escape.TryCopyTo(new Span<char>(buffer, bufferLength)) ? escape.Length : 0;
        return numberOfCharactersWritten > 0;
    }
}
