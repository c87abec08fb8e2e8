using System.Globalization;
using EcrProvider.Messages;
using EcrProvider.Tokens;

namespace EcrProvider.Doctor.Node;

/// <summary>The node may keep passwords, in a folder of root's alone.</summary>
internal sealed class TokenCacheCheck() : Check<NodePatient>("token-cache", "settings")
{
    public override Finding Look(NodePatient subject)
    {
        if (!subject.Host.IsRoot)
        {
            return Finding.Skipped("only root may look");
        }

        bool isOn = TokenSource.IsCacheOn(subject.Settings);
        int kept = TokenFolder.Read(subject.Host, out string? problem).Count;
        return problem is not null ? Finding.Warning(CacheMessages.FolderNotUsed(problem))
            : Finding.Ok(isOn ? string.Create(CultureInfo.InvariantCulture, $"{kept} kept in {TokenCache.Path}") : "ECR_TOKEN_CACHE=off: every pull asks ECR");
    }
}
