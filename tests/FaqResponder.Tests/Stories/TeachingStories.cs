using System.Diagnostics;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Support;

using MailKit;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>Teaching by moving, on Dovecot; here also what doesn't hang on the server.</summary>
public sealed class TeachingStories(MailServer server) : TeachingChecks(server)
{
    [Fact]
    public async Task Without_a_suggestion_the_first_choice_sends_nothing_and_the_mail_waits_on()
    {
        var service = await WaitingAsync("Crêpes", Posts.UnknownQuestion, s => s with { Teaching = s.Teaching with { MoveTo = "Archive" } });
        await ChangeAsync(service, "DELETE FROM suggestions");

        await Hers.MoveAsync("Crêpes", FirstChoice);

        await NotedAsync(service, 1, new(Because.MovedInVain, FirstChoice, nameof(InVain.NoSuggestion)));
        // What waits is found where she looks for it.
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
        (await Server.ReadAsync(Asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_was_answered_already_gets_no_second_answer_and_is_moved_on_all_the_same()
    {
        var service = await ServeAsync(s => s with { Teaching = s.Teaching with { MoveTo = "Archive" } }, Mode.Answer);
        await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();

        await Hers.MoveAsync("Assurance", Diploma);

        await NotedAsync(service, 1, new(Because.MovedInVain, Diploma, nameof(InVain.Answered)));
        (await WaitForFolderAsync("Archive", 1, service)).ShouldBe([("Assurance", true)]);
        (await Server.ReadAsync(Asker)).Count.ShouldBe(1);
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Answered);
    }

    [Fact]
    public async Task What_was_closed_is_taken_up_and_answered()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        Part<Desk>(service).Close([1]);

        await Hers.MoveAsync("Assurance", Insurance);

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.History.Select(h => h.Reason.Because).ShouldContain(Because.Reopened);
        (await Server.WaitForAsync(Asker, "INBOX", 1)).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_came_before_the_first_start_is_taken_in_and_answered()
    {
        await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion), arrived: DateTimeOffset.Now.AddDays(-40));
        var service = await ServeAsync(mode: Mode.Answer);
        service.Ledger.List(10).ShouldBeEmpty();

        await Hers.MoveAsync("Assurance", Insurance);

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Replies[^1].PostIds.ShouldBe(["assurance"]);
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        await service.RestsAsync();
        service.Ledger.List(10).ShouldHaveSingleItem();
        (await Server.ReadAsync(Asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_she_moves_before_the_service_has_seen_it_is_answered_once_and_as_she_says()
    {
        var service = await ServeAsync(mode: Mode.Answer);

        await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion), Diploma);

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Replies.Select(r => r.Step).ShouldBe([OutboxStep.Withdrawn, OutboxStep.Done]);
        (await Server.WaitForAsync(Asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/diplome");
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
    }

    [Fact]
    public async Task An_automatic_answer_that_is_held_gives_way_to_hers()
    {
        var service = await ServeAsync(s => s with { Answering = s.Answering with { HoldTime = TimeSpan.FromHours(1) } }, Mode.Answer);
        await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);

        await Hers.MoveAsync("Assurance", Diploma);

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Replies.Select(r => (r.Kind, r.Step)).ShouldBe([(Core.Replies.ReplyKind.Automatic, OutboxStep.Withdrawn), (Core.Replies.ReplyKind.FromAuthor, OutboxStep.Done)]);
        (await Server.WaitForAsync(Asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/diplome");
    }

    [Fact]
    public async Task Moved_on_to_another_post_before_the_reply_goes_out_only_that_one_does()
    {
        var service = await WaitingAsync("Crêpes", Posts.UnknownQuestion, s => s with { ReviewPage = s.ReviewPage with { UndoTime = TimeSpan.FromMinutes(5) } });
        await Hers.MoveAsync("Crêpes", Insurance);
        await service.BecomesAsync("Crêpes", MailState.Answering);

        await Hers.MoveAsync("Crêpes", Diploma, from: Insurance);

        await Eventually.TrueAsync(() => service.Ledger.Show(1)!.Replies.Count(r => r.Kind is Core.Replies.ReplyKind.FromAuthor) == 2, () => service.JournalText);
        await ChangeAsync(service, "UPDATE outbox SET next_try_at = 0");
        var file = await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor);
        (await Server.WaitForAsync(Asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/diplome");
        Part<Lessons>(service).Of("assurance").ShouldBeEmpty();
        file.Replies.Count(r => r.Step is OutboxStep.Done && r.Kind is Core.Replies.ReplyKind.FromAuthor).ShouldBe(1);
    }

    [Fact]
    public async Task What_she_undoes_on_her_page_waits_again_and_comes_back()
    {
        var service = await WaitingAsync("Crêpes", Posts.UnknownQuestion, s => s with { ReviewPage = s.ReviewPage with { UndoTime = TimeSpan.FromMinutes(5) }, Teaching = s.Teaching with { MoveTo = "Archive" } });
        await Hers.MoveAsync("Crêpes", Diploma);
        await service.BecomesAsync("Crêpes", MailState.Answering);

        Part<Desk>(service).Undo(Part<Gestures>(service).LastOf(1)!.Id)!.Moved.ShouldBe([1]);

        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
        (await Server.ReadAsync(Asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_she_answered_herself_and_then_files_gets_no_second_answer()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        await Hers.FlagAsync("Assurance", MessageFlags.Answered);

        await Hers.MoveAsync("Assurance", Insurance);

        (await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor)).Entry.Reason.Because.ShouldBe(Because.AnsweredElsewhere);
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        (await Server.ReadAsync(Asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Her_own_mail_stays_where_she_put_it_and_is_told_of_once()
    {
        var service = await ServeAsync();
        var own = Question("Note", "Penser à cela ?");
        own.From.Clear();
        own.From.Add(new MailboxAddress("Sylvie", Author.Address));

        await Hers.PutAsync(own, Insurance);

        await Eventually.TrueAsync(() => service.JournalText.Contains($"« {Insurance} »", StringComparison.Ordinal), () => service.JournalText);
        await service.RestsAsync();
        await service.RestsAsync();
        lock (service.Journal) service.Journal.Count(l => l.Contains($"« {Insurance} »", StringComparison.Ordinal)).ShouldBe(1);
        (await Hers.MailsAsync(Insurance)).ShouldHaveSingleItem();
        service.Ledger.List(10).ShouldBeEmpty();
    }

    [Fact]
    public async Task What_lay_in_a_folder_before_it_was_ours_is_not_touched()
    {
        await Hers.MakeAsync("FAQ");
        await Hers.MakeAsync(Insurance);
        await Hers.PutAsync(Question("Ancien", Posts.InsuranceQuestion), Insurance);
        var service = await ServeAsync();

        await Hers.PutAsync(Question("Nouveau", Posts.InsuranceQuestion), Insurance);

        await service.BecomesAsync("Nouveau", MailState.AnsweredByAuthor);
        await Hers.WaitForAsync(Insurance, 1, () => service.JournalText);
        (await Hers.MailsAsync(Insurance)).ShouldBe([("Ancien", false)]);
        service.Ledger.List(10).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task What_is_marked_to_be_deleted_is_not_looked_at()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        await Hers.FlagAsync("Assurance", MessageFlags.Deleted);
        await Hers.CopyAsync("Assurance", Insurance);

        await service.RestsAsync();
        await service.RestsAsync();

        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
        (await Server.ReadAsync(Asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_post_that_is_called_otherwise_or_withdrawn_has_its_folder_follow()
    {
        var service = await ServeAsync();
        Posts.Write(service.PostsFolder, "assurance", "Bien s'assurer : 1/3 & « tout » savoir…", "fr", "L'assurance est-elle obligatoire ?", "Je la conseille.\n\nVoici comment.");
        File.Delete(Path.Combine(service.PostsFolder, "diplome.md"));

        await Hers.WaitForFolderAsync("FAQ", "Bien s'assurer : 1-3 & « tout » savoir…", () => service.JournalText);
        await FolderProgram.EventuallyAsync(async () => !(await Hers.ShownAsync("FAQ")).Any(n => n.Contains("diplôme", StringComparison.Ordinal)), () => service.JournalText);

        (await Hers.ShownAsync("FAQ")).ShouldNotContain("L'assurance professionnelle");
        await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion), "FAQ/Bien s'assurer : 1-3 & « tout » savoir…");
        (await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor)).Replies[^1].PostIds.ShouldBe(["assurance"]);
    }

    [Fact]
    public async Task The_folder_of_a_withdrawn_post_stays_while_something_lies_in_it()
    {
        var service = await ServeAsync();
        var own = Question("Note", "Penser à cela ?");
        own.From.Clear();
        own.From.Add(new MailboxAddress("Sylvie", Author.Address));
        await Hers.PutAsync(own, Diploma);

        File.Delete(Path.Combine(service.PostsFolder, "diplome.md"));

        await Hers.WaitForFolderAsync("FAQ", "Faut-il un diplôme ? (billet retiré)", () => service.JournalText);
        await service.RestsAsync();
        await service.RestsAsync();
        (await Hers.MailsAsync("FAQ/Faut-il un diplôme ? (billet retiré)")).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task She_need_not_wait_for_the_next_poll()
    {
        var poll = TimeSpan.FromSeconds(20);
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion, s => s with { Mailbox = s.Mailbox with { PollEvery = poll } });
        // It has just begun to wait, and would look again by itself after all of that time.
        var watch = Stopwatch.StartNew();

        await Hers.MoveAsync("Assurance", NotAQuestion);

        await service.BecomesAsync("Assurance", MailState.Dismissed);
        watch.Elapsed.ShouldBeLessThan(poll * 0.75);
    }

    [Fact]
    public async Task A_mail_from_nobody_that_waits_can_be_closed_but_not_answered()
    {
        var service = await ServeAsync();
        var mail = Question("Formulaire", Posts.InsuranceQuestion);
        mail.From.Clear();
        await Hers.PutAsync(mail);
        await service.BecomesAsync("Formulaire", MailState.Waiting);

        await Hers.MoveAsync("Formulaire", Insurance);
        await NotedAsync(service, 1, new(Because.MovedInVain, Insurance, nameof(InVain.NobodyToAnswer)));
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        await Hers.MoveAsync("Formulaire", NotAQuestion);

        await service.BecomesAsync("Formulaire", MailState.Dismissed);
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
    }

    [Fact]
    public async Task Without_a_sending_server_nothing_is_done_and_that_is_noted()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion, s => s with { Smtp = new() });

        await Hers.MoveAsync("Assurance", Insurance);

        await NotedAsync(service, 1, new(Because.MovedInVain, Insurance, nameof(InVain.NoSmtp)));
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task The_check_names_the_folders()
    {
        var service = ServiceOf(Mode.Draft, s => s with { Teaching = s.Teaching with { MoveTo = "Archive" } });
        var before = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "check");
        (await Hers.ShownAsync("")).ShouldNotContain("FAQ");
        await service.StartAsync();
        await Hers.WaitForFolderAsync("FAQ", "Working from abroad", () => service.JournalText);

        var after = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "check");

        before.Output.ShouldContain("FAQ · sera créé au démarrage du service · puis dans Archive");
        after.Output.ShouldContain("FAQ · dossiers : 6 · puis dans Archive");
    }

    [Fact]
    public async Task In_mode_watch_nothing_is_made_and_nothing_is_done()
    {
        await using var service = await ServiceOf(Mode.Watch, s => s with { Teaching = s.Teaching with { IsOn = false } }).StartAsync();
        await service.RestsAsync();

        (await Hers.ShownAsync("FAQ")).ShouldBeEmpty();
    }

    private protected override Task<ServerSettings> AccountAsync() =>
        Task.FromResult(new ServerSettings("127.0.0.1", Server.ImapPort, ConnectionSecurity.None, Author.Address, Author.Password, ""));

    private static async Task ChangeAsync(Service service, string change)
    {
        await using var ledger = service.Database.Open();
        await ledger.ExecuteAsync(change);
    }

    private static Task NotedAsync(Service service, long id, Reason reason) =>
        Eventually.TrueAsync(() => service.Ledger.Show(id)!.History.Any(h => h.Reason.Equals(reason)), () => $"{string.Join(", ", service.Ledger.Show(id)!.History)}\n{service.JournalText}");

    private async Task<IReadOnlyList<(string Subject, bool IsAnswered)>> WaitForFolderAsync(string folder, int count, Service service)
    {
        await FolderProgram.EventuallyAsync(async () => (await Hers.ShownAsync("")).Contains(folder), () => service.JournalText);
        return await Hers.WaitForAsync(folder, count, () => service.JournalText);
    }
}
