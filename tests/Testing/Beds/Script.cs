namespace EcrProvider.Testing;

/// <summary>The shell scripts that this assembly carries.</summary>
internal static class Script
{
    public static string Read(string name)
    {
        using Stream stream = typeof(Script).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"no script {name} in this assembly");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>Writes it into a folder, executable, and returns its path.</summary>
    public static string WriteTo(string folder, string name)
    {
        string path = Path.Join(folder, name);
        File.WriteAllText(path, Read(name));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
