using System.CommandLine;
using System.Globalization;
using EcrProvider.Host;
using EcrProvider.Kubelet;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;
using EcrProvider.Tokens;

namespace EcrProvider.Commands;

/// <summary><c>cache show|clear|refresh</c>.</summary>
internal static class CacheCommand
{
    public static Command Create(HostContext host)
    {
        var output = OutputOption.Create();
        var show = new Verb(
            "show",
            "The passwords that the node keeps: for which region, as whom, since when and until when; never the password itself.",
            "0 shown, 1 the folder is not used (one line on standard error says why and what to do), 2 wrong usage",
            """
            sudo ecr-credential-provider cache show
            sudo ecr-credential-provider cache show --output json | jq -r '.entries[].expires_at'
            """)
        { output };
        show.SetAction(parsed => Show(host, parsed.InvocationConfiguration.Output, json: parsed.GetValue(output) is "json"));

        var clear = new Verb(
            "clear",
            "Delete them: the next pull asks ECR.",
            ExitCodes.OfOrdinaryVerbs,
            "sudo ecr-credential-provider cache clear");
        clear.SetAction(parsed => Clear(host, parsed.InvocationConfiguration.Output));

        var registries = new Argument<string[]>("REGISTRY")
        {
            Description = "An image or a registry's host, whether a password is kept for it or not. Without one: all that are kept.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var refresh = new Verb(
            "refresh",
            "Ask ECR for new ones now, for instance after a change in IAM; where it gives none, the old one stays, unless AWS denies it.",
            "0 all are new, 1 one is not (one line on standard error for each says why and what to do), 2 wrong usage",
            """
            sudo ecr-credential-provider cache refresh
            sudo ecr-credential-provider cache refresh 123456789012.dkr.ecr.us-west-2.amazonaws.com
            """)
        { registries };
        refresh.SetAction(parsed => Refresh(host, parsed.GetValue(registries)!, parsed.InvocationConfiguration.Output));
        return new Command("cache", "The node's passwords, kept for all pulls.") { show, clear, refresh };
    }

    private static int Show(HostContext host, TextWriter output, bool json)
    {
        RequireRoot(host, "ecr-credential-provider cache show");
        bool isOn = TokenSource.IsCacheOn(ProviderSettings.Read(host));
        var report = new CacheReport(host, TokenFolder.Read(host, out string? problem), new KubeletUnit(host, NodePaths.KubeletUnit).Started());
        Message? notUsed = problem is null ? null : CacheMessages.FolderNotUsed(problem);
        output.Write(json ? report.Json(isOn, notUsed) : report.Text(isOn));
        if (notUsed is null)
        {
            return ExitCode.Ok;
        }

        host.Error.WriteLine(notUsed);
        return ExitCode.Failed;
    }

    private static int Clear(HostContext host, TextWriter output)
    {
        RequireRoot(host, "ecr-credential-provider cache clear");
        int deleted = TokenFolder.Clear(host);
        output.Write(string.Create(CultureInfo.InvariantCulture, $"{CacheReport.Passwords(deleted)} deleted\n"));
        return ExitCode.Ok;
    }

    private static int Refresh(HostContext host, string[] names, TextWriter output)
    {
        RequireRoot(host, "ecr-credential-provider cache refresh");
        ProviderSettings settings = ProviderSettings.Load(host);
        Func<CachedToken>[] questions = names is [] ? OfAll(host, settings) : [.. names.Select(name => OfOne(host, settings, name))];
        bool allNew = true;
        foreach (Func<CachedToken> ask in questions)
        {
            try
            {
                output.Write(CacheReport.Renewed(host, ask()));
            }
            catch (ProviderException refused)
            {
                host.Error.WriteLine(refused.Line);
                allNew = false;
            }
        }

        if (questions is [])
        {
            output.Write("no password is kept; one is asked for by name: ecr-credential-provider cache refresh REGISTRY\n");
        }

        return allNew ? ExitCode.Ok : ExitCode.Failed;
    }

    private static Func<CachedToken>[] OfAll(HostContext host, ProviderSettings settings)
    {
        IReadOnlyList<CachedToken> kept = TokenFolder.Read(host, out string? problem);
        return problem is null
            ? [.. kept.Select(old => (Func<CachedToken>)(() => TokenRenewal.Renew(host, settings, old)))]
            : throw new ProviderException(CacheMessages.FolderNotUsed(problem));
    }

    private static Func<CachedToken> OfOne(HostContext host, ProviderSettings settings, string name) => () => TokenRenewal.Ask(
        host,
        settings,
        RegistryAliases.RegistryOf(name, [], settings, host.Files) ?? throw new ProviderException(EverydayMessages.NotEcr(name)));

    private static void RequireRoot(HostContext host, string command)
    {
        if (!host.IsRoot)
        {
            throw new ProviderException(CacheMessages.NotRoot(command));
        }
    }
}
