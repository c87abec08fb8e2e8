using System.Text;
using EcrProvider.Plugin;
using EcrProvider.Tokens;
using Xunit;

namespace EcrProvider.Tests.Plugin;

public class WhatKubeletIsAnswered
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Is_upstreams_bytes()
    {
        var token = new AuthorizationToken("AWS", new Secret("p+w/é\"=<\u2028\ud83d\ude00\u0001\b>&\\"), Now.AddHours(12));
        var response = new CredentialProviderResponse(
            "credentialprovider.kubelet.k8s.io/v1",
            "123456789012.dkr.ecr.us-west-2.amazonaws.com",
            CredentialProviderResponse.HalfOfRemainingLife(token, Now),
            token);

        Assert.Equal(
            """{"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1","cacheKeyType":"Registry","cacheDuration":"6h0m0s","auth":{"123456789012.dkr.ecr.us-west-2.amazonaws.com":{"username":"AWS","password":"p+w/é\"=\u003c\u2028😀\u0001\b\u003e\u0026\\"}}}""" + "\n",
            Encoding.UTF8.GetString(ResponseWriter.Write(response).Span));
    }

    [Fact]
    public void Is_an_empty_auth_with_a_short_cacheDuration_for_an_anonymous_pull()
    {
        var response = new CredentialProviderResponse(
            "credentialprovider.kubelet.k8s.io/v1", "public.ecr.aws", CredentialProviderResponse.Anonymous, Token: null);

        Assert.Equal(
            """{"kind":"CredentialProviderResponse","apiVersion":"credentialprovider.kubelet.k8s.io/v1","cacheKeyType":"Registry","cacheDuration":"5m0s","auth":{}}""" + "\n",
            Encoding.UTF8.GetString(ResponseWriter.Write(response).Span));
    }

    [Theory]
    [InlineData(0, "0s")]
    [InlineData(59, "59s")]
    [InlineData(60, "1m0s")]
    [InlineData(3599, "59m59s")]
    [InlineData(21599, "5h59m59s")]
    [InlineData(360000, "100h0m0s")]
    public void Carries_durations_as_Go_writes_them(int seconds, string text) =>
        Assert.Equal(text, ResponseWriter.GoDuration(TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(43200, 21600)]
    [InlineData(43199, 21599)]
    [InlineData(1, 0)]
    [InlineData(-60, 0)]
    public void May_be_kept_for_half_of_its_remaining_life(int secondsLeft, int seconds) =>
        Assert.Equal(
            TimeSpan.FromSeconds(seconds),
            CredentialProviderResponse.HalfOfRemainingLife(new AuthorizationToken("AWS", new Secret("x"), Now.AddSeconds(secondsLeft)), Now));

    [Fact]
    public void Is_not_kept_when_its_end_is_unknown() =>
        Assert.Equal(TimeSpan.Zero, CredentialProviderResponse.HalfOfRemainingLife(new AuthorizationToken("AWS", new Secret("x"), null), Now));
}
