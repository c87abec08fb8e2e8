using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Aws.Identity;

/// <summary>
/// ECR_IDENTITIES: <c>ACCOUNT-or-registry-host=profile:NAME</c> or <c>=role:ARN</c>, separated by blanks. A host goes before its account.
/// </summary>
internal static class IdentityMap
{
    private const string Name = "ECR_IDENTITIES";
    private const string Expected = "ACCOUNT=profile:NAME, ACCOUNT=role:ARN, or a registry's host in place of ACCOUNT, separated by blanks";

    /// <returns>The kind, <c>profile</c> or <c>role</c>, and its name or ARN; null when the registry has none of its own.</returns>
    /// <exception cref="ProviderException">ECR304: an entry that is none, also when it is for another registry.</exception>
    public static (string Kind, string Value)? Find(ProviderSettings settings, Registry registry)
    {
        (string Kind, string Value)? ofAccount = null, ofHost = null;
        foreach (string entry in (settings[Name] ?? "").Split((char[])[' ', '\t', '\n'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } key, var identity]
                || identity.Split(':', 2) is not [("profile" or "role") and var kind, { Length: > 0 } value]
                || (kind is "role" && !value.StartsWith("arn:", StringComparison.Ordinal)))
            {
                throw new ProviderException(SettingsMessages.Invalid(Name, entry, Expected));
            }

            if (registry.Account is not null && string.Equals(key, registry.Account, StringComparison.Ordinal))
            {
                ofAccount = (kind, value);
            }
            else if (string.Equals(key, registry.Host, StringComparison.OrdinalIgnoreCase))
            {
                ofHost = (kind, value);
            }
        }

        return ofHost ?? ofAccount;
    }
}
