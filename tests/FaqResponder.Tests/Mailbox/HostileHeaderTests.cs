using System.Text;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Screening;

namespace FaqResponder.Mailbox;

/// <summary>What hides in the header of a mail as encoded words (RFC 2047), and must not come out as something else.</summary>
public sealed class HostileHeaderTests
{
    [Theory]
    [InlineData("=?utf-8?Q?Martin,_L=C3=A9a?= <lea@client.test>", "Martin, Léa")]
    [InlineData("=?utf-8?Q?Boss_=3Cboss=40bank.test=3E=2C?= <lea@client.test>", "Boss <boss@bank.test>,")]
    [InlineData("=?utf-8?Q?=3Cboss=40bank.test=3E?= <lea@client.test>", "<boss@bank.test>")]
    [InlineData("=?utf-8?Q?boss=40bank.test_=28?= <lea@client.test>", "boss@bank.test (")]
    [InlineData("=?utf-8?Q?a=22b=5C?= <lea@client.test>", "a\"b\\")]
    [InlineData("=?utf-8?Q?Eve=0D=0ABcc=3A_victim=40bank.test?= <lea@client.test>", "Eve  Bcc: victim@bank.test")]
    [InlineData("\"=?utf-8?Q?Martin,_L=C3=A9a?=\" <lea@client.test>", "Martin, Léa")]
    [InlineData("Martin, Léa <lea@client.test>", "Martin, Léa")]
    [InlineData("Léa Martin <lea@client.test>", "Léa Martin")]
    public void A_display_name_never_becomes_an_address(string from, string name)
    {
        var mail = Read($"From: {from}\r\nReply-To: {from}\r\nTo: {from}\r\n\r\nBonjour\r\n");

        mail.From.ShouldBe([new(name, "lea@client.test")]);
        mail.ReplyTo.ShouldBe(mail.From);
        mail.To.ShouldBe(mail.From);
    }

    [Fact]
    public void The_pieces_of_a_broken_name_are_nobody() =>
        Read("From: =?utf-8?Q?<boss=40bank.test>,?= <lea@client.test>\r\n\r\nBonjour\r\n").From.ShouldHaveSingleItem().Address.ShouldBe("lea@client.test");

    [Fact]
    public void The_newest_of_endless_references_are_kept()
    {
        var mail = Read($"References: {string.Join("\r\n ", Enumerable.Range(0, 2000).Select(i => $"<{i}.{new string('a', 40)}@client.test>"))}\r\n\r\nBonjour\r\n");

        mail.References.Count.ShouldBeLessThan(1000);
        mail.References[0].ShouldStartWith("0.");
        mail.References[^1].ShouldStartWith("1999.");
    }

    [Fact]
    public void A_return_path_is_read_as_it_is_written()
    {
        var mail = Read("Return-Path: <=?us-ascii?Q?victim=40bank.test>?=@evil.test>\r\nFrom: <victim@bank.test>\r\n\r\nBonjour\r\n");

        mail.ReturnPath.ShouldBe("=?us-ascii?Q?victim=40bank.test");
    }

    [Fact]
    public void Nothing_that_a_sender_chose_becomes_a_result_of_her_own_server()
    {
        const string Sender = "=?us-ascii?Q?x;_dmarc=3Dpass_header.from=3Dbank.test;_y=3D?=@evil.test";
        var mail = Read($"Authentication-Results: mx.example.org; spf=pass smtp.mailfrom={Sender}\r\nFrom: <victim@bank.test>\r\n\r\nBonjour\r\n");

        SenderAuthentication.Judge(mail, "mx.example.org").Verdict.ShouldBe(Authenticity.Failed);
    }

    [Fact]
    public void A_domain_is_compared_as_it_goes_over_the_wire()
    {
        foreach (var domain in (string[])["bücher.test", "xn--bcher-kva.test", "BÜCHER.test"])
        {
            var mail = Read($"Return-Path: <lea@xn--bcher-kva.test>\r\nFrom: Léa <lea@{domain}>\r\n\r\nBonjour\r\n");

            mail.From[0].IsSameAs(mail.ReturnPath!).ShouldBeTrue(mail.From[0].Address);
        }
    }

    private static IncomingMail Read(string source)
    {
        var bytes = Encoding.UTF8.GetBytes(source);
        using var stream = new MemoryStream(bytes);
        using var message = MimeReader.Parser(stream, stays: true).ParseMessage(TestContext.Current.CancellationToken);
        return MimeReader.Read(message, DateTimeOffset.UnixEpoch, bytes.Length);
    }
}
