using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;
using FaqResponder.Core.Tests.Support;

namespace FaqResponder.Core.Tests.Screening;

/// <summary>N16: only what her own server found proves a sender.</summary>
public sealed class SenderAuthenticationTests
{
    private const string Hers = "mx.example.org";

    [Theory]
    [InlineData("mx.example.org; dmarc=pass (p=NONE sp=NONE dis=NONE) header.from=example.com")]
    [InlineData("MX.example.ORG 1; spf=fail smtp.mailfrom=relay.example; dkim=pass header.d=example.com")]
    [InlineData("mx.example.org; dkim=pass header.i=@example.com header.s=20230601 header.b=\"a;b\"")]
    [InlineData("mx.example.org;\r\n  spf=pass (mx.example.org: domain of lea@example.com designates 192.0.2.1 as permitted sender)\r\n smtp.mailfrom=lea@example.com")]
    [InlineData("mx.example.org; dkim=fail header.d=other.example; dkim=pass header.d=example.com")]
    [InlineData("mx.example.org (a server); spf = pass smtp.mailfrom=\"lea@example.com\"")]
    public void Her_server_was_sure(string results) => Judge(results).ShouldBe(Authenticity.Passed);

    [Theory]
    [InlineData("mx.example.org; dmarc=fail header.from=example.com; dkim=pass header.d=example.com")]
    [InlineData("mx.example.org; spf=pass smtp.mailfrom=spammer.example")]
    [InlineData("mx.example.org; dkim=pass header.d=spammer.example")]
    [InlineData("mx.example.org; dkim=pass header.d=notexample.com")]
    [InlineData("mx.example.org; dkim=pass header.d=com")]
    [InlineData("mx.example.org; dkim=pass header.d=evil.example.com")]
    [InlineData("mx.example.org; spf=softfail smtp.mailfrom=example.com")]
    [InlineData("mx.example.org; dmarc=pass header.from=other.example")]
    [InlineData("mx.example.org; none")]
    [InlineData("mx.example.org; auth=pass smtp.auth=lea@example.com")]
    [InlineData("mx.example.org; (dkim=pass header.d=example.com) dkim=none")]
    [InlineData("mx.example.org; dkim=none reason=\"; dkim=pass header.d=example.com\"")]
    public void Her_server_was_not(string results) => Judge(results).ShouldBe(Authenticity.Failed);

    [Theory]
    [InlineData("mx.spammer.example; dmarc=pass header.from=example.com")]
    [InlineData("mx.example.org.spammer.example; dmarc=pass header.from=example.com")]
    [InlineData("")]
    [InlineData(";;;")]
    public void What_another_server_says_does_not_count(string results) => Judge(results).ShouldBe(Authenticity.Unknown);

    [Fact]
    public void Results_below_what_came_from_outside_are_the_senders_own()
    {
        var forged = new MailHeader("Authentication-Results", "mx.example.org; dmarc=pass header.from=example.com");
        var received = new MailHeader("Received", "from x by mx.example.org");

        Judge([received, new("Authentication-Results", "mx.example.org; dmarc=fail header.from=example.com"), received, forged]).ShouldBe(Authenticity.Failed);
        Judge([received, new("Authentication-Results", "mx.example.org; spf=none"), new("Authentication-Results", "mx.example.org; dkim=none"), received, forged]).ShouldBe(Authenticity.Failed);
    }

    [Fact]
    public void One_field_for_each_method_is_read_together() => Judge(
    [
        new("Authentication-Results", "mx.example.org; dmarc=none"), new("DKIM-Signature", "v=1"),
        new("Authentication-Results", "mx.example.org; dkim=pass header.d=example.com"), new("Received", "from x"),
    ]).ShouldBe(Authenticity.Passed);

    [Fact]
    public void A_server_under_many_names_and_one_without_a_name_can_be_hers()
    {
        Judge("dmarc.icloud.com; dmarc=pass header.from=example.com", "*.icloud.com").ShouldBe(Authenticity.Passed);
        Judge("icloud.com.spammer.example; dmarc=pass header.from=example.com", "*.icloud.com").ShouldBe(Authenticity.Unknown);
        Judge("spf=pass (sender IP is 192.0.2.1) smtp.mailfrom=example.com; dkim=none; dmarc=bestguesspass action=none header.from=example.com;compauth=pass reason=109", "-").ShouldBe(Authenticity.Passed);
        Judge("mx.spammer.example; dmarc=pass header.from=example.com", "-").ShouldBe(Authenticity.Unknown);
    }

    [Fact]
    public void The_author_decides_about_mail_of_which_nobody_says_anything()
    {
        var mail = Some.Mail(("Return-Path", "<lea@example.com>"));
        var policy = new ScreeningPolicy { Own = new([Some.Author]), FreshSince = Some.Noon.AddDays(-2), MaxSize = 1_000_000, AuthenticationServer = Hers };

        ScreeningRules.Check(mail, policy).ShouldBe([new("N16", "", FileIt: false)]);
        ScreeningRules.Check(mail, policy with { AnswerUnauthenticated = true }).ShouldBeEmpty();
        ScreeningRules.Check(mail with { Headers = [] }, policy with { AnswerUnauthenticated = true }).ShouldBe([new("N16", "", FileIt: false)], "the answer would go to From");
        var forged = mail with { Headers = [.. mail.Headers, new("Authentication-Results", "mx.example.org; dkim=none; spf=fail smtp.mailfrom=x.example")] };
        ScreeningRules.Check(forged, policy with { AnswerUnauthenticated = true }).ShouldBe([new("N16", "dkim=none, spf=fail", FileIt: false)]);
    }

    private static Authenticity Judge(string results, string server = Hers) => Judge([new("Received", "from here"), new("Authentication-Results", results), new("Received", "from there")], server);

    private static Authenticity Judge(MailHeader[] headers, string server = Hers) => SenderAuthentication.Judge(Some.Mail() with { Headers = headers }, server).Verdict;
}
