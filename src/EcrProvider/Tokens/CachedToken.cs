using System.Buffers;
using System.Text.Json;
using EcrProvider.Registries;

namespace EcrProvider.Tokens;

/// <summary>An entry of the cache. Times are since boot: a clock that is set changes nothing.</summary>
/// <param name="Key">All that decides whose token it is (<see cref="CacheKey"/>): an entry of another key is none.</param>
/// <param name="Registry">The one that it was asked for; it opens all of that region.</param>
/// <param name="Endpoint">The URL that gave it; no user or password in it.</param>
/// <param name="Identity">In words, for logs.</param>
/// <param name="Fetched">When ECR answered.</param>
/// <param name="Life">From then on, by the server's clock.</param>
internal sealed record CachedToken(
    string Key, Registry Registry, string Endpoint, string Identity, string UserName, Secret Password, TimeSpan Fetched, TimeSpan Life)
{
    public TimeSpan Expires => Fetched + Life;

    public bool IsAlive(TimeSpan now) => now >= Fetched && now < Expires;

    /// <summary>In the first half of its life, and no older than whoever asks (kubelet): a restart of it picks up what changed in IAM.</summary>
    public bool IsFresh(TimeSpan now, TimeSpan? notBefore) => now >= Fetched && now < Fetched + (Life / 2) && !(Fetched < notBefore);

    public AuthorizationToken AsOf(DateTimeOffset clock, TimeSpan now) => new(UserName, Password, clock + (Expires - now));

    public ReadOnlySpan<byte> Write()
    {
        var buffer = new ArrayBufferWriter<byte>(4096);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("key"u8, Key);
            Write(json, Registry);
            json.WriteString("endpoint"u8, Endpoint);
            json.WriteString("identity"u8, Identity);
            json.WriteString("username"u8, UserName);
            json.WriteString("password"u8, Password.Reveal());
            json.WriteNumber("fetched"u8, Fetched.Ticks);
            json.WriteNumber("life"u8, Life.Ticks);
            json.WriteEndObject();
        }

        return buffer.WrittenSpan;
    }

    /// <returns>Null for anything but a whole entry.</returns>
    public static CachedToken? Read(ReadOnlySpan<byte> bytes)
    {
        if (FlatJson.Read(bytes) is not { } fields)
        {
            return null;
        }

        return fields.Text("key") is { } key && ReadRegistry(fields) is { } registry && fields.Text("endpoint") is { } endpoint
            && fields.Text("identity") is { } identity
            && fields.Text("username") is { Length: > 0 } user && fields.Text("password") is { Length: > 0 } password
            && fields.Time("fetched") is { } fetched && fields.Time("life") is { } life && life > TimeSpan.Zero && life < TimeSpan.FromDays(2)
            ? new CachedToken(key, registry, endpoint, identity, user, new Secret(password), fetched, life)
            : null;
    }

    private static void Write(Utf8JsonWriter json, Registry registry)
    {
        json.WriteString("host"u8, registry.Host);
        if (registry.Account is { } account)
        {
            json.WriteString("account"u8, account);
        }

        json.WriteString("region"u8, registry.Region);
        json.WriteString("fips"u8, registry.Fips.ToString());
        json.WriteString("dual_stack"u8, registry.DualStack.ToString());
    }

    private static Registry? ReadRegistry(FlatJson fields) =>
        fields.Text("host") is { } host && fields.Text("region") is { } region
            && bool.TryParse(fields.Text("fips"), out bool fips) && bool.TryParse(fields.Text("dual_stack"), out bool dualStack)
            ? new Registry(host, fields.Text("account"), region, fips, dualStack)
            : null;
}
