using EcrProvider.Messages;

namespace EcrProvider.Doctor;

/// <summary>One question to the node.</summary>
/// <typeparam name="TSubject">What is looked at: the node, a registry, an image.</typeparam>
/// <param name="id">Stable name.</param>
/// <param name="after">The checks without which this one can say nothing: it is skipped when one of them failed.</param>
internal abstract class Check<TSubject>(string id, params string[] after)
{
    public string Id => id;

    public IReadOnlyList<string> After => after;

    /// <summary>True: skipped with --offline.</summary>
    public virtual bool NeedsNetwork => false;

    /// <exception cref="ProviderException">What the plugin itself would say: the check failed.</exception>
    public abstract Finding Look(TSubject subject);
}
