using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MailKit;
using MailKit.Search;

namespace FaqResponder.Stories;

/// <summary>An automatic answer waits a while, and what she does meanwhile counts.</summary>
public sealed class HoldStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();

    [Fact]
    public async Task What_she_opens_answers_moves_or_deletes_meanwhile_is_hers()
    {
        await using var service = new Service(server, _author);
        // Long enough for what she does below on a busy machine.
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { HoldTime = TimeSpan.FromSeconds(12) } };
        await service.StartAsync();
        string[] subjects = ["untouched", "opened", "answered", "moved", "deleted", "expunged"];
        var askers = subjects.ToDictionary(s => s, s => server.NewAccount(s, "client.test"));
        foreach (var subject in subjects) await server.DeliverAsync(_author, Mails.From(askers[subject], _author, subject, Posts.InsuranceQuestion));
        foreach (var subject in subjects) await service.BecomesAsync(subject, MailState.Answering);

        await DealWithThemAsync();

        (await service.BecomesAsync("opened", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.OpenedMeanwhile);
        (await service.BecomesAsync("answered", MailState.AnsweredByAuthor)).Entry.Reason.Because.ShouldBe(Because.AnsweredMeanwhile);
        foreach (var subject in (string[])["moved", "deleted", "expunged"])
        {
            (await service.BecomesAsync(subject, MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.MovedMeanwhile, subject);
        }

        await service.BecomesAsync("untouched", MailState.Answered);
        await service.RestsAsync();
        (await server.ReadAsync(askers["untouched"])).Count.ShouldBe(1);
        foreach (var subject in subjects.Skip(1)) (await server.ReadAsync(askers[subject])).ShouldBeEmpty(subject);
    }

    [Fact]
    public async Task A_mail_that_was_read_before_the_service_saw_it_is_answered_all_the_same()
    {
        var asker = server.NewAccount("lea", "client.test");
        using (var hers = await server.SignInAsync(_author))
        {
            await hers.Inbox!.AppendAsync(new AppendRequest(Mails.From(asker, _author, "read", Posts.InsuranceQuestion).With("Return-Path", $"<{asker.Address}>"), MessageFlags.Seen), TestContext.Current.CancellationToken);
        }

        await using var service = new Service(server, _author);
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { HoldTime = TimeSpan.FromSeconds(1) } };
        await service.StartAsync();

        await service.BecomesAsync("read", MailState.Answered);
        (await server.WaitForAsync(asker, "INBOX", 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_held_answer_survives_a_restart()
    {
        var asker = server.NewAccount("lea", "client.test");
        await using var service = new Service(server, _author);
        service.Settings = service.Settings with { Answering = service.Settings.Answering with { HoldTime = TimeSpan.FromSeconds(4) } };
        await service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);
        await service.StopAsync();

        await service.StartAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        (await server.ReadAsync(asker)).ShouldHaveSingleItem();
    }

    private async Task DealWithThemAsync()
    {
        var token = TestContext.Current.CancellationToken;
        using var hers = await server.SignInAsync(_author);
        var inbox = hers.Inbox!;
        await inbox.OpenAsync(FolderAccess.ReadWrite, token);
        async Task<UniqueId> FindAsync(string subject) => (await inbox.SearchAsync(SearchQuery.SubjectContains(subject), token)).ShouldHaveSingleItem();

        await inbox.AddFlagsAsync(await FindAsync("opened"), MessageFlags.Seen, silent: true, token);
        await inbox.AddFlagsAsync(await FindAsync("answered"), MessageFlags.Seen | MessageFlags.Answered, silent: true, token);
        await inbox.MoveToAsync(await FindAsync("moved"), await hers.GetFolderAsync("Sent", token), token);
        await inbox.AddFlagsAsync(await FindAsync("expunged"), MessageFlags.Deleted, silent: true, token);
        await inbox.ExpungeAsync(token);
        await inbox.AddFlagsAsync(await FindAsync("deleted"), MessageFlags.Deleted, silent: true, token);
    }
}
