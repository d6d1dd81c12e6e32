namespace FaqResponder.OAuth;

public sealed class IdTokenTests
{
    [Theory]
    [InlineData("e30.eyJlbWFpbCI6InN5bHZpZUBleGFtcGxlLnRlc3QifQ.x", "sylvie@example.test")]
    [InlineData("e30.eyJwcmVmZXJyZWRfdXNlcm5hbWUiOiJzeWx2aWUifQ.", "sylvie")]
    [InlineData("e30.eyJlbWFpbCI6N30.", "")]
    [InlineData("e30.WzFd.", "")]
    [InlineData("e30.%%%.", "")]
    [InlineData("nonsense", "")]
    [InlineData(null, "")]
    public void It_tells_the_account_or_nothing(string? token, string account) => IdToken.Account(token).ShouldBe(account);
}
