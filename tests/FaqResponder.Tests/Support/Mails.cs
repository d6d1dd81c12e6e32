using MimeKit;

namespace FaqResponder.Support;

/// <summary>Mails that askers write.</summary>
internal static class Mails
{
    public static MimeMessage From(MailAccount asker, MailAccount author, string subject, string text)
    {
        var mail = new MimeMessage();
        mail.From.Add(new MailboxAddress("Léa Martin", asker.Address));
        mail.To.Add(new MailboxAddress("Sylvie", author.Address));
        mail.Subject = subject;
        mail.MessageId = MimeKit.Utils.MimeUtils.GenerateMessageId("client.test");
        mail.Body = new TextPart("plain") { Text = text };
        return mail;
    }

    public static MimeMessage With(this MimeMessage mail, string header, string value)
    {
        mail.Headers.Add(header, value);
        return mail;
    }
}
