using System.Text.RegularExpressions;

namespace EcrProvider.Tests.Examples;

/// <summary>
/// Reads a template of Packer, as far as its fields are looked at: blocks and attributes, values as text. No package of ours, of Debian or of
/// NuGet reads HCL 2; that Packer itself takes the template is shown by the workflow.
/// </summary>
internal sealed partial class Hcl
{
    private readonly string[] tokens;
    private int at;

    private Hcl(string text) => tokens = [.. Token().Matches(text).Select(match => match.Value).Where(token => token[0] != '#')];

    /// <exception cref="FormatException">It is no HCL.</exception>
    public static HclBlock Read(string path)
    {
        var reader = new Hcl(File.ReadAllText(path));
        HclBlock body = reader.Body("file", []);
        return reader.at == reader.tokens.Length ? body : throw new FormatException($"'{reader.tokens[reader.at]}' at the end");
    }

    private HclBlock Body(string type, string[] labels)
    {
        var block = new HclBlock(type, labels);
        while (at < tokens.Length && tokens[at] is not "}")
        {
            if (tokens[at] is "\n")
            {
                at++;
                continue;
            }

            string name = tokens[at++];
            if (tokens[at] is "=")
            {
                at++;
                block.Attributes.Add(name, Value());
                continue;
            }

            var names = new List<string>();
            while (tokens[at] is ['"', ..])
            {
                names.Add(tokens[at++].Trim('"'));
            }

            Take("{");
            block.Blocks.Add(Body(name, [.. names]));
            Take("}");
        }

        return block;
    }

    /// <summary>To the end of the line, or of the brackets that begin on it.</summary>
    private string Value()
    {
        int depth = 0;
        var value = new List<string>();
        while (at < tokens.Length && (depth > 0 || tokens[at] is not ("\n" or "}")))
        {
            string token = tokens[at++];
            depth += token is "{" or "[" or "(" ? 1 : token is "}" or "]" or ")" ? -1 : 0;
            if (token is not "\n")
            {
                value.Add(token.Trim('"'));
            }
        }

        return depth == 0 && value.Count > 0 ? string.Join(' ', value) : throw new FormatException("a value that does not end");
    }

    private void Take(string token)
    {
        if (at == tokens.Length || tokens[at++] != token)
        {
            throw new FormatException($"no '{token}' before '{string.Join(' ', tokens.Skip(at).Take(5))}'");
        }
    }

    [GeneratedRegex("""#[^\n]*|\n|"(\$\{[^}]*\}|\\.|[^"\\])*"|[A-Za-z_][\w.-]*|[0-9]+|\S""", RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Token();
}
