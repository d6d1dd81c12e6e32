using System.Text;

using FaqResponder.Core;
using FaqResponder.Core.Replies;

using MimeKit;

namespace FaqResponder.Mailbox;

public sealed class MimeTests
{
    [Theory]
    [InlineData("utf-8", "windows-1252", "Où êtes-vous ? 12 €")]
    [InlineData("us-ascii", "utf-8", "Où êtes-vous ?")]
    [InlineData(null, "windows-1252", "Où êtes-vous ?")]
    [InlineData("iso-8859-1", "windows-1252", "12 € l’heure")]
    [InlineData("x-unheard-of", "utf-8", "Où êtes-vous ?")]
    [InlineData("utf-7", "utf-8", "Où êtes-vous ?")]
    public void Text_stays_readable_when_the_declared_charset_is_wrong(string? declared, string real, string text)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

        MimeReader.Decode(Encoding.GetEncoding(real).GetBytes(text), declared).ShouldBe(text);
    }

    [Fact]
    public void Line_breaks_from_a_hostile_subject_never_reach_a_header()
    {
        var mail = Read("Subject: =?utf-8?Q?Hello=0D=0ABcc:_victim@example.org?=\r\nFrom: =?utf-8?Q?Eve=0D=0ABcc:_victim@example.org?= <eve@client.test>\r\nMessage-ID: <a@b>\r\n\r\nBonjour ?\r\n");
        var to = ReplyHeaders.Recipient(mail, ReplyKind.FromAuthor)!;

        var bytes = MimeWriter.Write(Reply() with { Subject = ReplyHeaders.Subject(mail.Subject, ReplyKind.FromAuthor, "Auto: ", "-"), ToName = to.Name, ToAddress = to.Address });

        using var stream = new MemoryStream(bytes);
        using var written = MimeMessage.Load(stream, TestContext.Current.CancellationToken);
        written.Bcc.ShouldBeEmpty();
        written.Headers.Select(h => h.Field).ShouldNotContain("Bcc");
        Encoding.ASCII.GetString(bytes).Split("\r\n").ShouldNotContain(l => l.StartsWith("Bcc:", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public void Only_an_automatic_reply_says_that_it_is_one()
    {
        Headers(Reply()).Contains("Auto-Submitted").ShouldBeTrue();
        Headers(Reply() with { Kind = ReplyKind.Draft }).Contains("Auto-Submitted").ShouldBeFalse();
        Headers(Reply() with { Kind = ReplyKind.FromAuthor }).Contains("X-Auto-Response-Suppress").ShouldBeFalse();
    }

    [Fact]
    public void Attachments_are_named_and_their_text_is_not_read()
    {
        var mail = Read(
            "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nBonjour\r\n--b\r\nContent-Type: text/plain\r\nContent-Disposition: attachment; filename=notes.txt\r\n\r\nsecret\r\n--b--\r\n");

        mail.Attachments.ShouldBe(["notes.txt"]);
        mail.Text!.Trim().ShouldBe("Bonjour");
    }

    [Fact]
    public void A_huge_text_is_cut_and_not_refused()
    {
        var mail = Read($"Content-Type: text/plain\r\n\r\n{new string('a', 5_000_000)}\r\n");

        mail.Text!.Length.ShouldBe(MimeReader.MaxTextBytes);
    }

    private static Reply Reply() => new()
    {
        Kind = ReplyKind.Automatic,
        MessageId = "r@example.test",
        FromName = "Sylvie",
        FromAddress = "sylvie@example.test",
        ToAddress = "lea@client.test",
        Subject = "Auto: Question",
        Text = "Bonjour",
        Html = "<p>Bonjour</p>",
        Language = Language.French,
    };

    private static HeaderList Headers(Reply reply)
    {
        using var stream = new MemoryStream(MimeWriter.Write(reply));
        return MimeMessage.Load(stream, TestContext.Current.CancellationToken).Headers;
    }

    private static Core.Mails.IncomingMail Read(string source)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(source));
        using var message = MimeMessage.Load(stream, TestContext.Current.CancellationToken);
        return MimeReader.Read(message, DateTimeOffset.UnixEpoch, source.Length);
    }
}
