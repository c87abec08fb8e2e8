namespace EcrProvider.PackageTests;

/// <summary>One way in which a node cannot pull, and what doctor has to say of it.</summary>
/// <param name="Break">Makes it so, in bash.</param>
/// <param name="Finding">Status, check and message of the cause, e.g. <c>failed drop-in ECR419</c>.</param>
/// <param name="Remedy">What the remedy says, as a regular expression: a command, or what is to be written where.</param>
internal sealed record Illness(string Break, string Finding, string Remedy)
{
    /// <summary>What doctor is asked for.</summary>
    public string Arguments { get; init; } = DoctorNode.Image;

    /// <summary>
    /// Does what the remedy says, in bash; REMEDY stands for the very words that <see cref="Remedy"/> matched, which are a command unless this says otherwise.
    /// </summary>
    public string Mend { get; init; } = "REMEDY";

    /// <summary>What is put back after that, in bash, so that the next one finds the node as it was.</summary>
    public string Undo { get; init; } = "true";

    /// <summary>True: kubelet is another one in the end, and the next one needs the node as it was kept.</summary>
    public bool LeavesAnotherKubelet { get; init; }

    /// <summary>True: for make test-long. Another one of its kind is in make test.</summary>
    public bool TakesLong { get; init; }

    /// <summary>False: what mends it is not of the node (IAM, the instance, the registry), and <see cref="Mend"/> plays the part of whoever does it.</summary>
    public bool ActsOnTheNode { get; init; } = true;
}
