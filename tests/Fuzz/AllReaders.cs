using EcrProvider.Fuzz.Readers;

namespace EcrProvider.Fuzz;

/// <summary>Every way by which bytes of others come in.</summary>
internal static class AllReaders
{
    public static IReadOnlyDictionary<string, Func<Reader>> ByName { get; } = new Dictionary<string, Func<Reader>>(StringComparer.Ordinal)
    {
        ["request"] = () => new RequestReading(),
        ["config"] = () => new ConfigReading(),
        ["settings"] = () => new SettingsReading(),
        ["environment-file"] = () => new EnvironmentFileReading(),
        ["unit"] = () => new UnitReading(),
        ["cache-file"] = () => new CacheFileReading(),
        ["cache-key"] = () => new CacheKeyReading(),
        ["credentials"] = () => new CredentialsReading(),
        ["imds"] = () => new ImdsReading(),
        ["sts"] = () => new StsReading(),
        ["ecr"] = () => new EcrReading(),
        ["service-account"] = () => new ServiceAccountReading(),
        ["image"] = () => new ImageReading(),
        ["containerd"] = () => new ContainerdReading(),
        ["profile"] = () => new ProfileReading(),
    };
}
