namespace EcrProvider.PackageTests;

/// <summary>Something that goes wrong on a node, and what of the product's promises holds meanwhile.</summary>
/// <param name="Name">For people.</param>
internal sealed record SoakFault(string Name)
{
    /// <summary>A script that brings it about.</summary>
    public string Begin { get; init; } = "";

    /// <summary>A script that mends it.</summary>
    public string End { get; init; } = "";

    /// <summary>A script that runs while pulls come, under the fault.</summary>
    public string? Meanwhile { get; init; }

    /// <summary>A script that runs while pulls come, after the fault: the way back.</summary>
    public string? Back { get; init; }

    /// <summary>kubelet is restarted once it is there: what was kept before is only a fall-back then.</summary>
    public bool RestartsKubelet { get; init; }

    /// <summary>kubelet or containerd go down while they pull: what counts is that kubelet's next attempt succeeds.</summary>
    public bool Disrupts { get; init; }

    /// <summary>One process of ours is killed: its pull is kubelet's to repeat.</summary>
    public bool TakesOneProcess { get; init; }

    /// <summary>What ECR's answer is while it lasts.</summary>
    public SoakAnswer Answer { get; init; }

    /// <summary>What is said for a registry for which nothing is kept.</summary>
    public string Id { get; init; } = "";

    /// <summary>The same where a role has to be assumed.</summary>
    public string RoleId { get => field ?? Id; init; }

    /// <summary>The same for ECR Public.</summary>
    public string PublicId { get => field ?? Id; init; }

    /// <summary>What may be done with the folder of the cache.</summary>
    public SoakFolder Folder { get; init; }

    /// <summary>Nothing is kept any more when it has begun.</summary>
    public bool LosesCache { get; init; }

    /// <summary>What is kept when it has ended cannot be told.</summary>
    public bool LeavesCacheUnknown { get; init; }
}
