using System.Text;
using System.Text.Json.Nodes;
using EcrProvider.Registries;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Tokens;

/// <summary>A file of the cache is whole, or it is none.</summary>
public class EntriesOfTheCache
{
    private static readonly TimeSpan Life = TimeSpan.FromHours(12);

    [Theory]
    [InlineData("123456789012.dkr.ecr.us-west-2.amazonaws.com/app")]
    [InlineData("123456789012.dkr-ecr-fips.us-gov-west-1.on.aws/app")]
    [InlineData("public.ecr.aws/app")]
    public void Bring_back_all_that_was_written(string image)
    {
        CachedToken token = Token(image);

        // A Secret is compared by what it hides.
        Assert.Equal(token with { Password = default }, CachedToken.Read(token.Write())! with { Password = default });
        Assert.Equal("p:\u00e9\"", CachedToken.Read(token.Write())!.Password.Reveal());
    }

    [Theory]
    [InlineData("key")]
    [InlineData("host")]
    [InlineData("region")]
    [InlineData("fips")]
    [InlineData("dual_stack")]
    [InlineData("endpoint")]
    [InlineData("identity")]
    [InlineData("username")]
    [InlineData("password")]
    [InlineData("fetched")]
    [InlineData("life")]
    public void Are_none_when_a_field_is_missing(string field) => Assert.Null(Read(entry => entry.Remove(field)));

    [Theory]
    [InlineData("username", "\"\"")]
    [InlineData("password", "\"\"")]
    [InlineData("fips", "\"maybe\"")]
    [InlineData("dual_stack", "\"\"")]
    [InlineData("fetched", "-1")]
    [InlineData("fetched", "\"soon\"")]
    [InlineData("life", "0")]
    [InlineData("life", "1728000000000")] // two days
    [InlineData("life", "3000000000000000000")]
    [InlineData("life", "1e3")]
    [InlineData("life", "99999999999999999999")]
    [InlineData("key", "true")]
    [InlineData("key", "[]")]
    [InlineData("key", "{}")]
    [InlineData("key", "null")]
    public void Are_none_with_a_field_that_cannot_be(string field, string value) => Assert.Null(Read(entry => entry[field] = JsonNode.Parse(value)));

    [Theory]
    [InlineData("\"text\"")]
    [InlineData("12")]
    [InlineData("[]")]
    [InlineData("{\"key\":\"\\ud800\"}")]
    [InlineData("{\"key\":")]
    [InlineData("{}{}")]
    [InlineData("")]
    public void Are_none_when_they_are_no_object_of_texts_and_numbers(string json) => Assert.Null(CachedToken.Read(Encoding.UTF8.GetBytes(json)));

    [Fact]
    public void Live_as_long_as_any_token_may() => Assert.NotNull(Read(entry => entry["life"] = 1728000000000 - 1));

    [Fact]
    public void Are_fresh_from_the_start_to_half_of_their_life_and_alive_to_its_end()
    {
        CachedToken token = Token("public.ecr.aws/app");
        TimeSpan tick = TimeSpan.FromTicks(1);

        Assert.Equal((false, false), (token.IsAlive(token.Fetched - tick), token.IsFresh(token.Fetched - tick, null)));
        Assert.Equal((true, true), (token.IsAlive(token.Fetched), token.IsFresh(token.Fetched, null)));
        Assert.True(token.IsFresh(token.Fetched + (Life / 2) - tick, token.Fetched));
        Assert.False(token.IsFresh(token.Fetched + (Life / 2), null));
        Assert.False(token.IsFresh(token.Fetched + tick, token.Fetched + tick));
        Assert.Equal((true, false), (token.IsAlive(token.Expires - tick), token.IsAlive(token.Expires)));
    }

    [Fact]
    public void Say_their_end_as_messages_do()
    {
        Assert.Equal("2026-11-24T13:05:09Z", new AuthorizationToken("AWS", new Secret("p"), new DateTimeOffset(2026, 11, 24, 13, 5, 9, TimeSpan.Zero)).Until);
        Assert.Equal("an unknown time", new AuthorizationToken("AWS", new Secret("p"), ExpiresAt: null).Until);
        Assert.Contains("Password = [secret]", new AuthorizationToken("AWS", new Secret("p"), ExpiresAt: null).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Vectors of FNV's authors (draft-eastlake-fnv): two programs of different versions have to find the same file.</summary>
    [Theory]
    [InlineData("", "6c62272e07bb014262b821756295c58d")]
    [InlineData("a", "d228cb696f1a8caf78912b704e4a8964")]
    [InlineData("foobar", "343e1662793c64bf6f0d3597ba446f18")]
    public void Have_the_name_that_FNV_gives_their_key(string key, string name) => Assert.Equal(name, CacheKey.FileName(key));

    private static CachedToken Token(string image) => new(
        "k=1\n", Registry.OfImage(image)!, "https://api.example.com", "role r", "AWS", new Secret("p:\u00e9\""), TimeSpan.FromHours(3), Life);

    private static CachedToken? Read(Action<JsonObject> change)
    {
        JsonObject entry = JsonNode.Parse(Token("123456789012.dkr.ecr.us-west-2.amazonaws.com/app").Write())!.AsObject();
        change(entry);
        return CachedToken.Read(Encoding.UTF8.GetBytes(entry.ToJsonString()));
    }
}
