using Amazon.Runtime;
using Amazon.Runtime.Internal;
using EcrProvider.Messages;
using EcrProvider.Registries;
using EcrProvider.Settings;

namespace EcrProvider.Aws;

/// <summary>
/// Which API is asked for a registry's password: the one that the image host belongs to (its region, FIPS, dual-stack), unless the admin says
/// otherwise by environment or profile.
/// </summary>
internal static class ApiEndpoint
{
    /// <returns>The URL that is asked first.</returns>
    /// <exception cref="ProviderException">ECR280: AWS has no such endpoint; ECR281: a setting is malformed.</exception>
    public static string Choose(ClientConfig config, ProviderSettings settings, Registry registry)
    {
        RefuseHalfWords(settings, "AWS_USE_FIPS_ENDPOINT", "AWS_USE_DUALSTACK_ENDPOINT");
        try
        {
            config.UseFIPSEndpoint = FallbackInternalConfigurationFactory.UseFIPSEndpoint ?? registry.Fips;
            config.UseDualstackEndpoint = FallbackInternalConfigurationFactory.UseDualStackEndpoint ?? registry.DualStack;
            if (string.IsNullOrEmpty(config.ServiceURL))
            {
                RefuseMissing(config, registry);
            }

            return Checked(config.DetermineServiceOperationEndpoint(new(new Amazon.ECR.Model.GetAuthorizationTokenRequest())).URL);
        }
        catch (Exception malformed) when (malformed is FormatException or ArgumentException or AmazonClientException)
        {
            throw new ProviderException(EndpointMessages.Malformed(malformed.Message), malformed);
        }
    }

    /// <summary>The URL itself. <c>user:password@host</c> is one too to the SDK, of the scheme <c>user</c>, and would be shown.</summary>
    /// <exception cref="ProviderException">ECR281: it is not one of http or https.</exception>
    public static string Checked(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is "http" or "https"
            ? url
            : throw new ProviderException(EndpointMessages.Malformed("a URL of it begins neither with http:// nor with https://"));

    // The SDK passes over what is neither: who typed "yes" would be asked for by the plain endpoint.
    private static void RefuseHalfWords(ProviderSettings settings, params ReadOnlySpan<string> switches)
    {
        foreach (string name in switches)
        {
            if (settings[name] is { } value && !bool.TryParse(value, out _))
            {
                throw new ProviderException(EndpointMessages.Malformed($"{name} is \"{value}\", which is neither true nor false"));
            }
        }
    }

    private static void RefuseMissing(ClientConfig config, Registry registry)
    {
        Partition partition = Partition.OfRegion(registry.Region);
        if (config.UseFIPSEndpoint && (registry.IsPublic || !partition.HasFips))
        {
            throw new ProviderException(EndpointMessages.NoSuchEndpoint(registry.Host, "FIPS", partition.Name));
        }

        if (config.UseDualstackEndpoint && partition.DualStackApiSuffix is null)
        {
            throw new ProviderException(EndpointMessages.NoSuchEndpoint(registry.Host, "dual-stack", partition.Name));
        }
    }
}
