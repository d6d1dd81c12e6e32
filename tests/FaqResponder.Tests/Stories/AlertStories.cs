using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>The author hears by mail of what goes wrong for long.</summary>
public sealed class AlertStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task A_mailbox_that_can_not_be_read_is_told_by_mail_once_and_so_is_its_return()
    {
        using var cable = new Cable(server.ImapPort);
        await using var service = Alarmed();
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = service.Settings.Mailbox.Imap! with { Port = cable.Port } } };
        await service.StartAsync();
        await service.RestsAsync();

        cable.Cut();
        var told = (await server.WaitForAsync(_author, "INBOX", 1, TimeSpan.FromSeconds(40))).ShouldHaveSingleItem();
        cable.Restore();
        var back = (await server.WaitForAsync(_author, "INBOX", 2, TimeSpan.FromSeconds(60))).Single(m => m.MessageId != told.MessageId);

        told.Subject.ShouldStartWith("FaqResponder ne lit plus votre boîte depuis");
        told.TextBody!.ShouldContain("Que faire : ");
        told.Headers["Auto-Submitted"].ShouldBe("auto-generated");
        back.Subject.ShouldBe("FaqResponder lit de nouveau votre boîte");
        // Both are her own mail: filed, and nothing answers them.
        await Eventually.TrueAsync(() => service.Ledger.List(10).Count(e => e.State is MailState.SetAside) == 2, () => service.JournalText);
        service.JournalText.Split("boîte aux lettres :").Length.ShouldBeLessThanOrEqualTo(4, "The journal repeats itself.");
    }

    [Fact]
    public async Task When_it_is_sending_that_fails_the_mail_lies_in_her_inbox()
    {
        using var cable = new Cable(server.SubmissionPort);
        cable.Cut();
        await using var service = Alarmed();
        service.Settings = service.Settings with { Smtp = service.Settings.Smtp with { Server = service.Settings.Smtp.Server! with { Port = cable.Port } } };
        await service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        var told = (await server.WaitForAsync(_author, "INBOX", 2, TimeSpan.FromSeconds(40))).Single(m => m.Subject != "Assurance");
        // Another process knows nothing of the outage, and must not take that for its end.
        await service.StopAsync();
        await service.StartAsync();
        await service.RestsAsync();
        (await server.ReadAsync(_author)).Count.ShouldBe(2);
        cable.Restore();

        told.Subject.ShouldStartWith("FaqResponder n'arrive plus à envoyer de réponses depuis");
        await service.BecomesAsync("Assurance", MailState.Answered);
        (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
        (await server.WaitForAsync(_author, "INBOX", 3)).ShouldContain(m => m.Subject == "FaqResponder envoie de nouveau");
    }

    [Fact]
    public async Task A_cap_that_is_reached_pauses_automatic_answers_and_tells_her_and_she_takes_them_up_again()
    {
        await using var service = new Service(server, _author);
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { Caps = service.Settings.Answering.Caps with { PerHour = 1 } } };
        await service.StartAsync();
        await AskAsync(service, "first", MailState.Answered);
        var second = await AskAsync(service, "second", MailState.Waiting);

        var told = (await server.WaitForAsync(_author, "INBOX", 3)).Single(m => m.Subject is not ("first" or "second"));
        var third = await AskAsync(service, "third", MailState.Waiting);
        new Switches(service.Database, TimeProvider.System).Paused = false;
        await AskAsync(service, "fourth", MailState.Answered);

        second.Entry.Reason.ShouldBe(new(Because.CapReached, "1", nameof(Caps.PerHour)));
        third.Entry.Reason.Because.ShouldBe(Because.Paused);
        told.Subject.ShouldBe("FaqResponder : réponses automatiques en pause");
        told.TextBody!.ShouldContain("faqresponder resume");
    }

    private async Task<LedgerFile> AskAsync(Service service, string subject, MailState state)
    {
        await server.DeliverAsync(_author, Mails.From(server.NewAccount(subject, "client.test"), _author, subject, Posts.InsuranceQuestion));
        return await service.BecomesAsync(subject, state);
    }

    // Long is what lasts for a second.
    private Service Alarmed()
    {
        var service = new Service(server, _author);
        service.Settings = service.Settings with { Alerts = new() { After = TimeSpan.FromSeconds(1) } };
        return service;
    }
}
