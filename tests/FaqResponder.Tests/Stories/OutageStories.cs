using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Support;

namespace FaqResponder.Stories;

public sealed class OutageStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task Mail_that_arrives_while_the_line_is_down_is_answered_when_it_is_back()
    {
        using var cable = new Cable(server.ImapPort);
        await using var service = await Through(imap: cable).StartAsync();
        await service.RestsAsync();

        cable.Cut();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await Eventually.TrueAsync(() => service.JournalText.Contains("boîte aux lettres :", StringComparison.Ordinal), () => service.JournalText);
        cable.Restore();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await Eventually.TrueAsync(() => service.JournalText.Contains("rétabli après", StringComparison.Ordinal), () => service.JournalText);
        (await server.WaitForAsync(_asker, "INBOX", 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_waits_while_the_sending_server_is_away_and_goes_out_once()
    {
        using var cable = new Cable(server.SubmissionPort);
        cable.Cut();
        await using var service = await Through(smtp: cable).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);
        await Eventually.TrueAsync(() => service.JournalText.Contains("envoi des réponses", StringComparison.Ordinal), () => service.JournalText);

        cable.Restore();

        await service.BecomesAsync("Assurance", MailState.Answered);
        (await server.WaitForAsync(_asker, "INBOX", 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wrong_password_is_said_once_with_its_remedy_and_not_tried_again_at_once()
    {
        using var cable = new Cable(server.ImapPort);
        await using var service = Through(imap: cable);
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = service.Settings.Mailbox.Imap! with { Password = "wrong" } } };
        await service.StartAsync();

        await Eventually.TrueAsync(() => service.JournalText.Contains("mot de passe d'application", StringComparison.Ordinal), () => service.JournalText);

        cable.Connections.ShouldBe(1);
        service.JournalText.ShouldNotContain("wrong");
    }

    [Fact]
    public async Task An_expired_certificate_is_refused_in_words()
    {
        await using var service = new Service(server, _author);
        var imap = service.Settings.Mailbox.Imap! with { Port = server.ExpiredImapsPort, Security = ConnectionSecurity.Tls, CertificateFingerprint = "" };
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = imap } };
        await service.StartAsync();

        await Eventually.TrueAsync(() => service.JournalText.Contains("n'est pas valable (expiré", StringComparison.Ordinal), () => service.JournalText);
    }

    [Fact]
    public async Task A_broken_mail_waits_for_the_author_and_blocks_no_other()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverRawAsync(_author, "Subject: =?utf-8?B?broken\r\nContent-Type: multipart/mixed; boundary=\"never\"\r\nContent-Transfer-Encoding: strange\r\n\r\n\0\0\0\xff\r\n"u8.ToArray());
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        await service.BecomesAsync("Assurance", MailState.Answered);
        await Eventually.TrueAsync(() => service.Ledger.List(10).Count(e => e.State is MailState.Waiting) == 1, () => service.JournalText);
    }

    [Fact]
    public async Task A_mail_without_a_word_waits_for_the_author()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "", ""));

        (await service.BecomesAsync("", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.NoText);
    }

    private Service Through(Cable? imap = null, Cable? smtp = null)
    {
        var service = new Service(server, _author);
        var settings = service.Settings;
        if (imap is not null) settings = settings with { Mailbox = settings.Mailbox with { Imap = settings.Mailbox.Imap! with { Port = imap.Port } } };
        if (smtp is not null) settings = settings with { Smtp = settings.Smtp with { Server = settings.Smtp.Server! with { Port = smtp.Port } } };
        service.Settings = settings;
        return service;
    }
}
