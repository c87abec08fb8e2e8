using System.Text.Json;
using EcrProvider.Aws;
using EcrProvider.Aws.Identity;
using EcrProvider.Aws.Pipeline;
using EcrProvider.Messages;
using EcrProvider.Registries;

namespace EcrProvider.Doctor.Node;

/// <summary>The registry of the instance's own account and region, where nothing names another.</summary>
internal sealed class OwnRegistryCheck() : Check<NodePatient>("own-registry")
{
    private static readonly Registry Unknown = new("the instance's own registry", Account: null, "us-east-1", Fips: false, DualStack: false);

    /// <summary>Null when it is not known.</summary>
    public string? Host { get; private set; }

    public override bool NeedsNetwork => true;

    public override Finding Look(NodePatient subject)
    {
        // Who the node is by other means says nothing of where it is.
        if (IdentityChain.Choose(subject.Host, subject.Settings, Unknown) is not ImdsIdentity)
        {
            return Finding.Warning(DoctorMessages.NothingToExamine());
        }

        using var aws = new AwsContext(subject.Host, subject.Settings, Unknown, subject.Time.ForOneQuestion);
        Host = Read(aws);
        return Host is null ? Finding.Warning(DoctorMessages.NothingToExamine()) : Finding.Ok(Host);
    }

    private static string? Read(AwsContext aws)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(aws.Imds.GetAsync("latest/dynamic/instance-identity/document").GetAwaiter().GetResult());
            return JsonFields.Text(document.RootElement, "accountId") is { } account && JsonFields.Text(document.RootElement, "region") is { } region
                ? $"{account}.dkr.ecr.{region}.{Partition.OfRegion(region).Suffix}"
                : null;
        }
        catch (Exception none) when (none is JsonException or HttpRequestException)
        {
            return null;
        }
    }
}
