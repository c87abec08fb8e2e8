using SharpFuzz;

namespace EcrProvider.Fuzz;

/// <summary>
/// The copies of the product and of its parsers that lie beside this program, with SharpFuzz's counters in them: AFL's and libFuzzer's way to see where
/// an input led to, without their process. To be called before the first of their types is touched.
/// </summary>
internal static class Instrumented
{
    private static readonly string[] Assemblies = ["ecr-credential-provider.dll", "YamlDotNet.dll", "Tomlyn.dll"];

    public static void Prepare()
    {
        foreach (string assembly in Assemblies)
        {
            try
            {
                _ = Fuzzer.Instrument(Path.Join(AppContext.BaseDirectory, assembly), _ => true, Options.Value).Count();
            }
            catch (InstrumentationException)
            {
                // It is already: the build has not made it anew since.
            }
        }
    }
}
