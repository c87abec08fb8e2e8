using EcrProvider.Kubelet.Config.Yaml;

namespace EcrProvider.Kubelet.Config;

/// <summary>One element of <c>providers</c>, by kubelet's rules.</summary>
internal static class ProviderBinder
{
    private const string Group = "credentialprovider.kubelet.k8s.io/";

    public static CredentialProvider Bind(
        YamlNode node, string path, string configVersion, Violations violations, KubeletVersion? kubelet)
    {
        var fields = new Fields(
            node, path, violations, "name", "matchImages", "defaultCacheDuration", "apiVersion", "args", "env", "tokenAttributes");
        string apiVersion = fields.RequiredText("apiVersion", $"write {Group}v1");
        if (apiVersion is not ("" or Group + "v1" or Group + "v1beta1" or Group + "v1alpha1"))
        {
            violations.Add(fields.At("apiVersion"), fields.PathOf("apiVersion"), $"kubelet does not know \"{apiVersion}\": write {Group}v1");
        }

        return new CredentialProvider(
            Name(fields, violations),
            MatchImages(fields, violations),
            DefaultCacheDuration(fields, violations),
            apiVersion,
            fields.Texts("args"),
            Env(fields, violations),
            TokenAttributesBinder.Bind(fields, configVersion, apiVersion, violations, kubelet));
    }

    private static string Name(Fields fields, Violations violations)
    {
        string name = fields.RequiredText("name", "write the file name of the program in the bin-dir");
        string? problem = name switch
        {
            "." or ".." => $"\"{name}\" is a folder",
            _ when name.Contains('/', StringComparison.Ordinal) => "it has a '/': write the file name alone",
            _ when name.Any(c => char.IsWhiteSpace(c) || char.IsControl(c)) => "it has a blank",
            _ => null,
        };
        if (problem is not null)
        {
            violations.Add(fields.At("name"), fields.PathOf("name"), problem);
        }

        return name;
    }

    private static IReadOnlyList<string> MatchImages(Fields fields, Violations violations)
    {
        IReadOnlyList<YamlNode> nodes = fields.List("matchImages");
        IReadOnlyList<string> entries = fields.Texts("matchImages", nodes);
        if (entries.Count == 0)
        {
            violations.Add(fields.At("matchImages"), fields.PathOf("matchImages"), "there has to be at least one");
        }

        for (int index = 0; index < entries.Count; index++)
        {
            if (MatchImage.Problem(entries[index]) is { } problem)
            {
                violations.Add(nodes[index], $"{fields.PathOf("matchImages")}[{index}]", problem);
            }
        }

        return entries;
    }

    private static string DefaultCacheDuration(Fields fields, Violations violations)
    {
        string text = fields.RequiredText("defaultCacheDuration", "write e.g. 5m");
        if (text.Length > 0 && GoDuration.Parse(text) is not >= 0)
        {
            violations.Add(
                fields.At("defaultCacheDuration"),
                fields.PathOf("defaultCacheDuration"),
                $"\"{text}\" is no duration of Go's: write hours, minutes and seconds, e.g. 12h, 1h30m or 90s");
        }

        return text;
    }

    private static List<ExecEnvVar> Env(Fields fields, Violations violations)
    {
        var variables = new List<ExecEnvVar>();
        IReadOnlyList<YamlNode> nodes = fields.List("env");
        for (int index = 0; index < nodes.Count; index++)
        {
            var variable = new Fields(nodes[index], $"{fields.PathOf("env")}[{index}]", violations, "name", "value");
            variables.Add(new ExecEnvVar(variable.Text("name"), variable.Text("value")));
        }

        return variables;
    }
}
