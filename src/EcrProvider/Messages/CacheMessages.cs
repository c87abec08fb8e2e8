namespace EcrProvider.Messages;

/// <summary>Catalog, ECR50x: the node's token cache.</summary>
internal static class CacheMessages
{
    [Cause("The node's password is past half of its life, or older than this kubelet, and no new one was to be had; pulls go on with it until it "
        + "ends, and every few minutes a new one is asked for. What hinders it stands in the brackets, with an identifier of its own.")]
    public static Message FellBack(string registry, Message why, DateTimeOffset until) => new(
        "ECR501",
        $"no new password for {registry} ({why.Id} {why.Text}), so the one of before is answered, valid until {until:yyyy-MM-ddTHH:mm:ssZ}",
        why.Remedy);
}
