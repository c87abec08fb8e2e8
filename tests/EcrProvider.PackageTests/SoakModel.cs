namespace EcrProvider.PackageTests;

/// <summary>
/// What the product promises (docs/security.md, "When it is used"; docs/operations.md): which passwords it keeps, and so which pulls can be served.
/// </summary>
internal sealed class SoakModel
{
    // docs/operations.md: these leave a pull from ECR Public anonymous.
    private static readonly string[] Anonymous = ["ECR213", "ECR220", "ECR221", "ECR225"];

    // True: no older than the running kubelet.
    private readonly Dictionary<SoakPassword, bool> kept = [];

    public IReadOnlyCollection<SoakPassword> Kept => kept.Keys;

    public void KubeletRestarted()
    {
        foreach (SoakPassword password in kept.Keys)
        {
            kept[password] = false;
        }
    }

    public void Lost(SoakPassword password) => kept.Remove(password);

    public void LostAll() => kept.Clear();

    /// <summary>How a pull ends.</summary>
    /// <returns>An identifier when it is refused; an empty text when ECR Public is pulled from anonymously; null when it is served with the password.</returns>
    public string? Expected(SoakPassword password, SoakFault fault)
    {
        bool has = fault.Folder is not SoakFolder.Hidden && kept.ContainsKey(password);
        if ((has && kept[password]) || fault.Answer is SoakAnswer.Password || (has && fault.Answer is SoakAnswer.None))
        {
            return null;
        }

        string id = password.Kind switch { SoakKind.Role => fault.RoleId, SoakKind.Public => fault.PublicId, _ => fault.Id };
        return password.Kind is SoakKind.Public && Anonymous.Contains(id, StringComparer.Ordinal) ? "" : id;
    }

    /// <summary>Whether ECR has to be asked for it, when all is well.</summary>
    public bool IsToBeAsked(SoakPassword password) => !kept.TryGetValue(password, out bool fresh) || !fresh;

    /// <summary>After pulls with it.</summary>
    public void Pulled(SoakPassword password, SoakFault fault)
    {
        if (fault.Folder is not SoakFolder.Usable)
        {
            return;
        }

        if (fault.Answer is SoakAnswer.Password)
        {
            kept[password] = true;
        }
        else if (fault.Answer is SoakAnswer.Denial && IsToBeAsked(password))
        {
            kept.Remove(password);
        }
    }
}
