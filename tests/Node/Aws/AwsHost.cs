namespace Node.Aws;

/// <summary>What a Host header says: the service (ecr, ecr-public or sts) and the region that a request to it must be signed for.</summary>
internal sealed record AwsHost(string Service, string Region)
{
    /// <summary>Null for a host that is no AWS API name, for example 127.0.0.1: then only the operation tells the service, and any region will do.</summary>
    public static AwsHost? Parse(string host)
    {
        var labels = host.Split(':')[0].ToLowerInvariant().Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            var service = labels[i] switch
            {
                "ecr" or "ecr-fips" => "ecr",
                "ecr-public" => "ecr-public",
                "sts" or "sts-fips" => "sts",
                _ => null,
            };
            if (service is null || i + 1 == labels.Length) continue;
            return new(service, labels[i + 1].StartsWith("amazonaws", StringComparison.Ordinal) ? "us-east-1" : labels[i + 1]);
        }

        return null;
    }
}
