using System.Text.Json;
using EcrProvider.Tokens;

namespace EcrProvider.Fuzz.Readers;

/// <summary>An entry of the cache that somebody changed: what is answered of it is what it says, for its own key and for its own time.</summary>
internal sealed class CacheFileReading() : Reader(
    "cache-file",
    "{", "}", "\"key\":", "\"key\"", "\"password\":", "\"username\":", "\"fetched\":", "\"life\":", "\"host\":", "\"account\":", "\"region\":", "\"fips\":\"False\"", "\"dual_stack\":", "\"endpoint\":", "\"identity\":",
    "3600000000000", "432000000000", "\"AWS\"", ",", "1e3", "\\u0041", "[", "]")
{
    private const string Key = "key";

    public override void Check(byte[] input)
    {
        Machine.Write($"{TokenCache.Path}/{CacheKey.FileName(Key)}{TokenCache.TokenEnding}", input);
        using var cache = new TokenCache(Machine.Context, Key);
        TimeSpan now = Machine.Context.SinceBoot();
        CachedToken? found = cache.Find();
        CachedToken? read = CachedToken.Read(input);
        Promise(found is null || found == read, "what is found is what the file holds", found?.Identity ?? "");
        if (read is null)
        {
            return;
        }

        Dictionary<string, JsonElement> members = OracleJson.Members(input) ?? throw new ViolationException("an entry is a JSON object", read.Identity);
        Promise(
            Same(read.Key, Said("key")) && Same(read.Password.Reveal(), Said("password")) && Same(read.UserName, Said("username")) && Same(read.Registry.Host, Said("host"))
            && Same(read.Registry.Region, Said("region")) && Same(read.Registry.Account, Said("account")),
            "an entry is what the file says",
            read.Key);
        Promise(read.Life > TimeSpan.Zero && read.Life < TimeSpan.FromDays(2), "no password lives for ever", $"{read.Life}");
        Promise(CachedToken.Read(read.Write()) == read, "what is written is read again", read.Key);
        if (found is not null)
        {
            Promise(Same(found.Key, Key) && found.IsAlive(now), "what is found is of the key that was asked for, and alive", found.Key);
            Promise(found.AsOf(Machine.Context.Clock.GetUtcNow(), now).ExpiresAt > Machine.Context.Clock.GetUtcNow(), "what is answered has not ended", $"{found.Expires}");
        }

        // A number is its digits: the reader takes one for a text.
        string? Said(string name) => !members.TryGetValue(name, out JsonElement value) ? null
            : value.ValueKind is JsonValueKind.Number && value.TryGetInt64(out long number) ? $"{number}"
            : OracleJson.Text(value);
    }
}
