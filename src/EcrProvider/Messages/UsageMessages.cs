namespace EcrProvider.Messages;

/// <summary>Catalog, ECR00x: how the program was called.</summary>
internal static class UsageMessages
{
    [Cause("The program was called without a verb, as kubelet calls it, and by a person: nobody would have typed the request, so it did not wait for "
        + "one.")]
    public static Message InputIsTerminal() => new(
        "ECR001", "a CredentialProviderRequest is expected on standard input, and that is a terminal", "see below; by hand, give it one: ecr-credential-provider < FILE");

    [Cause("A verb or an option is mistyped, or is one of another version of the program.")]
    public static Message Misunderstood(string problem, string command) => new("ECR002", problem, $"see: {command} --help");
}
