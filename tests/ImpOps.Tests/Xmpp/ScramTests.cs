using System;
using System.Text;
using ImpOps.Xmpp;

namespace ImpOps.Tests.Xmpp;

public class ScramTests
{
    private const string Sha1Nonce = "fyko+d2lbbFgONRv9qkxdawL";
    private const string Sha1First = "r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096";

    // RFC 5802 section 5, RFC 7677 section 3.
    [Theory]
    [InlineData(
        "SCRAM-SHA-1", Sha1Nonce, Sha1First,
        "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts=",
        "v=rmF9pqV8S7suAoZWja4dJRkFsKQ=")]
    [InlineData(
        "SCRAM-SHA-256", "rOprNGfwEbeRWgbNEkqO", "r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096",
        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=",
        "v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")]
    public void The_exchanges_of_the_standards_come_out(string mechanism, string nonce, string serverFirst, string clientFinal, string serverFinal)
    {
        ScramExchange scram = ScramExchange.Begin(mechanism, "user", nonce);

        Assert.Equal($"n,,n=user,r={nonce}", scram.First);
        Assert.False(scram.IsProved(serverFinal));
        Assert.Equal(clientFinal, scram.Final(serverFirst, Encoding.UTF8.GetBytes("pencil")));
        Assert.True(scram.IsProved(serverFinal));
        Assert.False(scram.IsProved(serverFinal.Replace("v=r", "v=s").Replace("v=6", "v=7")));
        Assert.False(scram.IsProved("v="));
        Assert.False(scram.IsProved("v=nonsense!"));
        Assert.False(scram.IsProved("e=other-error"));
        Assert.False(scram.IsProved(""));
    }

    [Theory]
    [InlineData("", "malformed")]
    [InlineData("nonsense", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=,i=4096", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=!!,i=4096", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=many", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=-1", "malformed")]
    [InlineData("m=ext,r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4096", "malformed")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL,s=QSXCR+Q6sek8bf92,i=4096", "not one to this login")]
    [InlineData("r=another,s=QSXCR+Q6sek8bf92,i=4096", "not one to this login")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=4095", "4095 iterations")]
    [InlineData("r=fyko+d2lbbFgONRv9qkxdawL3rfc,s=QSXCR+Q6sek8bf92,i=2147483647", "2147483647 iterations")]
    public void A_challenge_that_weakens_or_is_none_is_not_answered(string serverFirst, string reason)
    {
        using CultureScope scope = new("en-US");
        ScramExchange scram = ScramExchange.Begin("SCRAM-SHA-1", "user", Sha1Nonce);

        Exception problem = Assert.Throws<ScramExchange.RefusedException>(() => scram.Final(serverFirst, Encoding.UTF8.GetBytes("pencil")));
        Assert.Contains(reason, problem.Message);
    }

    [Fact]
    public void A_name_is_escaped_and_a_nonce_is_new_each_time()
    {
        Assert.StartsWith("n,,n=a=2Cb=3Dc,r=", ScramExchange.Begin("SCRAM-SHA-256", "a,b=c").First);
        Assert.NotEqual(ScramExchange.Begin("SCRAM-SHA-1", "a").First, ScramExchange.Begin("SCRAM-SHA-1", "a").First);
        Assert.DoesNotContain(",", ScramExchange.Begin("SCRAM-SHA-1", "a").First.Substring("n,,n=a,".Length));
    }

    // RFC 4013 section 3.
    [Theory]
    [InlineData("I\u00ADX", "IX")]
    [InlineData("user", "user")]
    [InlineData("USER", "USER")]
    [InlineData("\u00AA", "a")]
    [InlineData("\u2168", "IX")]
    [InlineData("a\u00A0b\u3000c", "a b c")]
    [InlineData("密码", "密码")]
    [InlineData("\u0007", null)]
    [InlineData("a\uD800", null)]
    public void Names_and_passwords_are_prepared(string text, string? prepared) => Assert.Equal(prepared, SaslPrep.Prepare(text));
}
