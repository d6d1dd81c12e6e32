using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;

using MailKit;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>N13, N12, M13: one mail gets one answer, through restarts, moves, crashes and copies; another mail under the same Message-ID gets its own.</summary>
public sealed class NeverTwiceStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task A_restart_answers_nothing_again()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);

        await service.StopAsync();
        await service.StartAsync();
        await service.RestsAsync();

        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
        service.Ledger.List(10).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_is_moved_away_and_back_is_recognised()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();

        using (var hers = await server.SignInAsync(_author))
        {
            var token = TestContext.Current.CancellationToken;
            var inbox = hers.Inbox!;
            var archive = await hers.GetFolderAsync("Archive", token);
            await inbox.OpenAsync(FolderAccess.ReadWrite, token);
            await inbox.MoveToAsync(UniqueId.MinValue, archive, token);
            await archive.OpenAsync(FolderAccess.ReadWrite, token);
            await archive.MoveToAsync(UniqueId.MinValue, inbox, token);
        }

        await Eventually.TrueAsync(() => service.Ledger.Show(1)!.Places.Count == 2, () => "The new place was never seen.");
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task The_same_mail_delivered_through_two_addresses_is_one_mail()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var mail = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, mail);
        await server.DeliverAsync(_author, mail.With("X-Delivered-Through", "the other address"));

        await Eventually.TrueAsync(() => service.Ledger.List(10) is [var one] && service.Ledger.Show(one.Id)!.Places.Count == 2, () => "The second place was never seen.");
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Another_mail_under_a_reused_message_id_is_kept()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var first = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        var second = Mails.From(_asker, _author, "Diplôme", Posts.DiplomaQuestion);
        second.MessageId = first.MessageId!;
        await server.DeliverAsync(_author, first);
        await server.DeliverAsync(_author, second);

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.BecomesAsync("Diplôme", MailState.Answered);
    }

    [Fact]
    public async Task The_same_question_of_the_same_asker_within_the_week_waits_for_the_author()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Encore l'assurance", Posts.InsuranceQuestion));

        (await service.BecomesAsync("Encore l'assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.AlreadySent);
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task After_a_stop_while_sending_the_mail_waits_as_uncertain_and_is_never_sent_by_itself()
    {
        await using var service = new Service(server, _author);
        await InterruptAsync(service);

        await service.StartAsync();
        var file = await service.BecomesAsync("Assurance", MailState.Waiting);
        await service.RestsAsync();

        file.Entry.Reason.Because.ShouldBe(Because.SendUnknown);
        file.History.Select(h => h.State).ShouldContain(MailState.Uncertain);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task After_a_stop_while_sending_a_copy_in_sent_proves_that_it_went_out()
    {
        await using var service = new Service(server, _author);
        var reply = await InterruptAsync(service);
        using (var hers = await server.SignInAsync(_author))
        {
            using var bytes = new MemoryStream(reply.Mime);
            var token = TestContext.Current.CancellationToken;
            await (await hers.GetFolderAsync("Sent", token)).AppendAsync(await MimeMessage.LoadAsync(bytes, token), MessageFlags.Seen, token);
        }

        await service.StartAsync();
        var file = await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();

        file.Entry.Reason.Because.ShouldBe(Because.FoundInSent);
        (await server.ReadAsync(_author, "Sent")).Count.ShouldBe(1);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Replies_recorded_before_a_stop_and_not_begun_are_sent_afterwards()
    {
        await using var service = new Service(server, _author);
        await InterruptAsync(service);
        using (var connection = service.Database.Open()) await connection.ExecuteAsync("UPDATE outbox SET step = 'Recorded'");

        await service.StartAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);
        (await server.WaitForAsync(_asker, "INBOX", 1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Two_services_on_one_mailbox_never_both_work()
    {
        await using var first = await new Service(server, _author).StartAsync();
        await first.RestsAsync();
        await using var second = new Service(server, _author) { Settings = first.Settings };
        await second.StartAsync();
        await Eventually.TrueAsync(() => second.JournalText.Contains("un autre service travaille déjà", StringComparison.Ordinal), () => second.JournalText);

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await first.BecomesAsync("Assurance", MailState.Answered);
        await first.StopAsync();
        await second.RestsAsync();

        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_service_that_waits_for_another_stops_at_once()
    {
        await using var first = await new Service(server, _author).StartAsync();
        await first.RestsAsync();
        await using var second = new Service(server, _author) { Settings = first.Settings };
        await second.StartAsync();
        await Eventually.TrueAsync(() => second.JournalText.Contains("un autre service travaille déjà", StringComparison.Ordinal), () => second.JournalText);

        var clock = System.Diagnostics.Stopwatch.StartNew();
        await second.StopAsync();

        clock.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(10));
    }

    [Fact]
    public async Task A_mail_that_she_answered_herself_before_the_service_saw_it_is_not_answered_again()
    {
        var token = TestContext.Current.CancellationToken;
        using (var hers = await server.SignInAsync(_author))
        {
            await hers.Inbox!.AppendAsync(new AppendRequest(Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion), MessageFlags.Seen | MessageFlags.Answered), token);
        }

        await using var service = await new Service(server, _author).StartAsync();

        (await service.BecomesAsync("Assurance", MailState.SetAside)).Entry.Reason.Because.ShouldBe(Because.AlreadyAnswered);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_new_uidvalidity_makes_no_mail_new()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        await service.StopAsync();
        await GiveNewUidValidityAsync();

        await service.StartAsync();
        await Eventually.TrueAsync(() => service.Ledger.Show(1)!.Places.Count == 2, () => "The new place was never seen.");
        await service.RestsAsync();

        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
        service.Ledger.List(10).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mailbox_under_another_host_name_goes_on_where_it_was()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        await service.StopAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Diplôme", Posts.DiplomaQuestion));
        var imap = service.Settings.Mailbox.Imap!;
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { Imap = imap with { Host = imap.Host == "localhost" ? "127.0.0.1" : "localhost" } } };

        await service.StartAsync();
        await service.BecomesAsync("Diplôme", MailState.Answered);
        await service.RestsAsync();

        (await server.ReadAsync(_asker)).Count.ShouldBe(2);
        service.Ledger.List(10).Count.ShouldBe(2);
    }

    /// <summary>As a mailbox that was restored has it. A session of the server that is about to end may write the old one back: then once more.</summary>
    private async Task GiveNewUidValidityAsync()
    {
        var before = await LookAsync();
        do
        {
            foreach (var file in Directory.GetFiles(server.MaildirOf(_author), "dovecot*")) File.Delete(file);
        }
        while (await LookAsync() == before);

        async Task<uint> LookAsync()
        {
            using var client = await server.SignInAsync(_author);
            await client.Inbox!.OpenAsync(FolderAccess.ReadOnly, TestContext.Current.CancellationToken);
            return client.Inbox.UidValidity;
        }
    }

    /// <summary>Leaves the database as a process leaves it that dies between the server's answer and the next line of ours.</summary>
    private async Task<OutboxEntry> InterruptAsync(Service service)
    {
        // Nothing listens where replies are to go: the reply stays recorded.
        using var nowhere = new Cable(server.SubmissionPort);
        nowhere.Cut();
        var real = service.Settings;
        service.Settings = real with { Smtp = real.Smtp with { Server = real.Smtp.Server! with { Port = nowhere.Port } } };
        await service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);
        await service.RestsAsync();
        await service.StopAsync();
        service.Settings = real;
        using var connection = service.Database.Open();
        await connection.ExecuteAsync("UPDATE outbox SET step = 'Sending', next_try_at = 0");
        return service.Ledger.Show(1)!.Replies.ShouldHaveSingleItem();
    }
}
