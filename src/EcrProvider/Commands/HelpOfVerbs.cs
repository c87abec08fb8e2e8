using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace EcrProvider.Commands;

/// <summary>The library's help, and behind it what it has no place for: exit codes and examples.</summary>
internal sealed class HelpOfVerbs(HelpAction library) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    /// <summary>For the root command and all below it.</summary>
    public static void AddTo(RootCommand root)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        option.Action = new HelpOfVerbs((HelpAction)option.Action!);
    }

    public override int Invoke(ParseResult parseResult)
    {
        int code = library.Invoke(parseResult);
        if (parseResult.CommandResult.Command is Verb verb)
        {
            TextWriter output = parseResult.InvocationConfiguration.Output;
            output.Write($"Exit codes:\n  {verb.ExitCodes}\n\nExamples:\n");
            foreach (string line in verb.Examples.Split('\n'))
            {
                output.Write($"  {line}\n");
            }

            output.Write('\n');
        }

        return code;
    }
}
