using System.Collections;

namespace EcrProvider.Host;

internal static class EnvironmentSnapshot
{
    public static Dictionary<string, string> Take()
    {
        var snapshot = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (DictionaryEntry variable in System.Environment.GetEnvironmentVariables())
        {
            snapshot[(string)variable.Key] = (string?)variable.Value ?? "";
        }

        return snapshot;
    }
}
