using System.Security.Cryptography;

using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MimeKit;

namespace FaqResponder.Stories;

public sealed class AttachmentStories(MailServer server)
{
    private const int AttachedBytes = 5_000_000;

    [Theory]
    [InlineData("application/pdf", "devis.pdf")]
    [InlineData("text/plain", "journal.txt")]
    public async Task An_attachment_stays_on_the_server(string type, string name)
    {
        var (author, asker) = (server.NewAccount(), server.NewAccount("lea", "client.test"));
        using var cable = new Cable(server.ImapPort);
        await using var service = new Service(server, author);
        var box = service.Settings.Mailbox;
        service.Settings = service.Settings with { Mailbox = box with { Imap = box.Imap! with { Port = cable.Port } } };
        // Small mails beside it, which come whole.
        await server.DeliverAsync(author, Mails.From(asker, author, "Diplôme", Posts.DiplomaQuestion));
        await server.DeliverAsync(author, Mails.From(asker, author, "Crêpes", Posts.UnknownQuestion));
        await server.DeliverAsync(author, WithAttachment(Mails.From(asker, author, "Assurance", Posts.InsuranceQuestion), type, name));

        await service.StartAsync();

        var mail = (await service.BecomesAsync("Assurance", MailState.Answered)).Mail;
        await service.RestsAsync();
        mail.Attachments.ShouldBe([name]);
        mail.Text!.ReplaceLineEndings("\n").Trim().ShouldBe(Posts.InsuranceQuestion);
        cable.Received.ShouldBeInRange(1, AttachedBytes / 50);
    }

    private static MimeMessage WithAttachment(MimeMessage mail, string type, string name)
    {
        var builder = new BodyBuilder { TextBody = mail.TextBody };
        builder.Attachments.Add(name, RandomNumberGenerator.GetBytes(AttachedBytes), ContentType.Parse(type));
        mail.Body = builder.ToMessageBody();
        return mail;
    }
}
