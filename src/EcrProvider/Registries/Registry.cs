namespace EcrProvider.Registries;

/// <summary>An ECR registry: whose it is and where its API is asked.</summary>
/// <param name="Host">As the image names it, with its port: the key that kubelet can match.</param>
/// <param name="Account">12 digits; null for ECR Public; empty where a region is all that is known.</param>
/// <param name="Region">E.g. <c>us-west-2</c>.</param>
/// <param name="Fips">The image host is the FIPS one, so the API host has to be.</param>
/// <param name="DualStack">The image host is the dual-stack one, so the API host has to be.</param>
internal sealed record Registry(string Host, string? Account, string Region, bool Fips, bool DualStack)
{
    /// <summary>True for another name of the same registry: FIPS, dual-stack, or with a port.</summary>
    public bool IsSame(Registry other) =>
        string.Equals(Account, other.Account, StringComparison.Ordinal) && string.Equals(Region, other.Region, StringComparison.Ordinal);

    /// <summary>Everybody may pull from it; a password lifts the limits. Its tokens are made in us-east-1 only.</summary>
    public bool IsPublic => Account is null;

    /// <summary>
    /// The registry that <paramref name="image"/> lives in, or null when it is none of ECR's. Only the host decides:
    /// a path that holds another registry's name does not.
    /// </summary>
    public static Registry? OfImage(string image)
    {
        if (ImageHost.Of(image) is not { Text: var host, Name: var name })
        {
            return null;
        }

        string[] labels = name.Split('.');
        return labels switch
        {
            [var account, "dkr", "ecr" or "ecr-fips", var region, .. var suffix] =>
                Known(host, account, region, suffix, fips: labels[2] is "ecr-fips", dualStack: false),
            [var account, "dkr-ecr" or "dkr-ecr-fips", var region, .. var suffix] =>
                Known(host, account, region, suffix, fips: labels[1] is "dkr-ecr-fips", dualStack: true),
            ["public", "ecr", "aws"] => new Registry(host, Account: null, "us-east-1", Fips: false, DualStack: false),
            ["ecr-public", "aws", "com"] => new Registry(host, Account: null, "us-east-1", Fips: false, DualStack: true),
            _ => null,
        };
    }

    /// <summary>The registries of a region whose account the caller's identity decides, by the API's name; null when it is no region.</summary>
    public static Registry? OfRegion(string region) => HasShapeOfRegion(region)
        ? new Registry($"api.ecr.{region}.{Partition.OfRegion(region).Suffix}", Account: "", region, Fips: false, DualStack: false)
        : null;

    private static Registry? Known(string host, string account, string region, string[] suffix, bool fips, bool dualStack)
    {
        if (account.Length != 12 || account.AsSpan().ContainsAnyExceptInRange('0', '9') || !HasShapeOfRegion(region))
        {
            return null;
        }

        Partition partition = Partition.OfRegion(region);
        string? expected = dualStack ? partition.DualStackSuffix : partition.Suffix;
        return string.Equals(string.Join('.', suffix), expected, StringComparison.Ordinal) && (partition.HasFips || !fips)
            ? new Registry(host, account, region, fips, dualStack)
            : null;
    }

    /// <summary>
    /// <c>xx-word…-N</c>. A region nobody heard of yet is one by its shape; <c>s3</c> and <c>elb</c> are not, and
    /// <c>123456789012.dkr.ecr.s3.amazonaws.com</c> is anybody's bucket.
    /// </summary>
    private static bool HasShapeOfRegion(string region)
    {
        string[] words = region.Split('-');
        return words.Length >= 3
            && words[^1].Length is 1 or 2 && !words[^1].AsSpan().ContainsAnyExceptInRange('0', '9')
            && words[0].Length >= 2
            && words.AsSpan(0, words.Length - 1).IndexOf("") < 0
            && Array.TrueForAll(words[..^1], word => !word.AsSpan().ContainsAnyExceptInRange('a', 'z'));
    }
}
