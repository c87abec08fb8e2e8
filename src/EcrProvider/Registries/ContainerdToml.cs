using System.Text;
using EcrProvider.Host;
using EcrProvider.Messages;
using Tomlyn;
using Tomlyn.Model;
using Tomlyn.Serialization;
using Tomlyn.Syntax;

namespace EcrProvider.Registries;

/// <summary>TOML as containerd reads it.</summary>
[TomlSerializable(typeof(TomlTable))]
internal sealed partial class ContainerdToml : TomlSerializerContext
{
    private const int Limit = 1024 * 1024;

    /// <returns>Null when there is no such file.</returns>
    /// <exception cref="ProviderException">ECR313.</exception>
    public static TomlTable? Read(HostFiles files, string path)
    {
        FileContent file = files.Read(path, Limit);
        if (file.Problem is not null)
        {
            throw new ProviderException(AliasMessages.Unreadable(path, file.Problem));
        }

        try
        {
            return file.Bytes is null ? null : TomlSerializer.Deserialize(Encoding.UTF8.GetString(file.Bytes), Default.TomlTable);
        }
        catch (ArgumentOutOfRangeException broken)
        {
            // Tomlyn's own slip: a text that ends with a backslash, inside of which it has no character to name.
            throw new ProviderException(AliasMessages.Unreadable(path, "a text in it does not end"), broken);
        }
        catch (TomlException broken)
        {
            DiagnosticMessage? first = (broken.GetBaseException() as TomlException)?.Diagnostics.FirstOrDefault();
            string why = first is null ? broken.Message : $"line {first.Span.Start.Line + 1}: {first.Message}";
            throw new ProviderException(AliasMessages.Unreadable(path, why), broken);
        }
    }

    /// <summary>A member by its name in any case, as containerd's own reader finds it.</summary>
    public static object? Member(TomlTable table, string name) =>
        table.FirstOrDefault(member => string.Equals(member.Key, name, StringComparison.OrdinalIgnoreCase)).Value;
}
