using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.Stories;

/// <summary>A draft lies in her Drafts, one a mail: hers once she has touched it, gone once it has no use.</summary>
public sealed class DraftStories(MailServer server) : IAsyncDisposable
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");
    private Service? _service;
    private MailProgram? _hers;

    public async ValueTask DisposeAsync()
    {
        if (_hers is not null) await _hers.DisposeAsync();
        if (_service is not null) await _service.DisposeAsync();
    }

    [Fact]
    public async Task A_draft_reads_as_if_she_had_written_it()
    {
        var (_, hers, mail) = await DraftedAsync();

        var draft = (await hers.DraftsAsync()).ShouldHaveSingleItem();

        draft.InReplyTo.ShouldBe(mail.Mail.MessageId);
        draft.References.ShouldContain(mail.Mail.MessageId);
        draft.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(_asker.Address);
        draft.From.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(_author.Address);
        draft.Subject.ShouldBe("Re: Assurance");
        draft.TextBody!.ShouldContain("https://blog.example.test/assurance");
        draft.TextBody!.ShouldContain("> L'assurance responsabilité civile");
        draft.TextBody!.ShouldContain("Sylvie");
        draft.Headers.Select(h => h.Field).ShouldNotContain(f => f.StartsWith("X-", StringComparison.OrdinalIgnoreCase) || f.StartsWith("Auto", StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_nobody_touched_goes_when_the_matter_is_closed_elsewhere(bool closed)
    {
        var (service, hers, mail) = await DraftedAsync();

        if (closed) Part<Verdicts>(service).Dismiss(mail.Entry.Id, "");
        else await hers.WriteAsync(_asker.Address, "Re: Assurance", "Appelez-moi plutôt.");

        await service.BecomesAsync("Assurance", closed ? MailState.Dismissed : MailState.AnsweredByAuthor);
        await service.RestsAsync();
        (await hers.DraftsAsync()).ShouldBeEmpty();
        service.Ledger.Show(mail.Entry.Id)!.Entry.HasDraft.ShouldBeFalse();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_she_works_at_is_never_touched(bool keepsMessageId)
    {
        var (service, hers, mail) = await DraftedAsync(keepsMessageId: keepsMessageId);
        await hers.EditDraftAsync(text => "Chère Léa,\n\n" + text);
        await NotedAsync(service, mail.Entry.Id, Because.DraftEdited);

        Part<Verdicts>(service).Dismiss(mail.Entry.Id, "");
        await service.RestsAsync();
        await service.RestsAsync();

        (await hers.DraftsAsync()).ShouldHaveSingleItem().TextBody.ShouldStartWith("Chère Léa,");
    }

    [Fact]
    public async Task A_draft_that_she_throws_away_is_not_made_again()
    {
        var (service, hers, mail) = await DraftedAsync();

        await hers.DiscardDraftAsync();
        await service.RestsAsync();
        await service.RestsAsync();

        (await hers.DraftsAsync()).ShouldBeEmpty();
        Part<DraftStore>(service).NoteDiscarded(service.Parts.GetRequiredService<MailboxFactory>().Name, TimeSpan.Zero).ShouldBe(1);
        var file = service.Ledger.Show(mail.Entry.Id)!;
        (file.Entry.State, file.Entry.HasDraft, file.History[^1].Reason.Because).ShouldBe((MailState.Waiting, false, Because.DraftDiscarded));
        file.WaitsFor!.Because.ShouldBe(mail.Entry.Reason.Because);
    }

    [Fact]
    public async Task A_draft_is_hers_though_the_service_was_not_there_when_she_edited_it()
    {
        var (service, hers, mail) = await DraftedAsync();
        await service.StopAsync();
        await hers.EditDraftAsync(text => "Chère Léa,\n\n" + text);
        Part(service).Dismiss(mail.Entry.Id, "");

        await service.StartAsync();
        await service.RestsAsync();

        (await hers.DraftsAsync()).ShouldHaveSingleItem().TextBody.ShouldStartWith("Chère Léa,");
    }

    [Fact]
    public async Task A_post_that_is_published_later_brings_a_draft_to_a_mail_that_had_none()
    {
        var (service, hers, _) = await DraftedAsync("Crêpes", Posts.UnknownQuestion, drafts: 0);

        Publish(service, "Où manger des crêpes", "Connaissez-vous un bon restaurant de crêpes près de Quimper ?");
        await server.WaitForAsync(_author, "Drafts", 1);

        (await hers.DraftsAsync()).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/better");
        service.Ledger.Show(1)!.Suggestions[0].PostId.ShouldBe("better");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_better_suggestion_takes_the_place_of_a_draft_unless_she_works_at_it(bool edited)
    {
        var (service, hers, mail) = await DraftedAsync();
        if (edited)
        {
            await hers.EditDraftAsync(text => "Chère Léa,\n\n" + text);
            await NotedAsync(service, mail.Entry.Id, Because.DraftEdited);
        }

        File.Delete(Path.Combine(service.PostsFolder, "assurance.md"));
        Publish(service, "Assurance et responsabilité civile professionnelle", "L'assurance responsabilité civile professionnelle est-elle obligatoire pour une secrétaire indépendante ?");
        await Eventually.TrueAsync(() => service.Ledger.Show(1)!.Suggestions is [{ PostId: "better" }, ..], () => service.JournalText);
        await service.RestsAsync();
        await service.RestsAsync();

        var text = (await hers.DraftsAsync()).ShouldHaveSingleItem().TextBody!;
        if (edited) text.ShouldStartWith("Chère Léa,");
        else text.ShouldContain("https://blog.example.test/better");
    }

    private static void Publish(Service service, string title, string phrasing) =>
        Posts.Write(service.PostsFolder, "better", title, "fr", phrasing, "Voici tout ce que j'en sais, après dix ans de métier.\n\nEt le reste.");

    private static Verdicts Part(Service service) => new(service.Database, TimeProvider.System);

    private static T Part<T>(Service service)
        where T : notnull => (T)service.Parts.GetService(typeof(T))!;

    private static Task NotedAsync(Service service, long id, Because because) =>
        Eventually.TrueAsync(() => service.Ledger.Show(id)!.History.Any(h => h.Reason.Because == because), () => $"{string.Join(", ", service.Ledger.Show(id)!.History)}\n{service.JournalText}");

    private async Task<(Service Service, MailProgram Hers, LedgerFile Mail)> DraftedAsync(string subject = "Assurance", string text = Posts.InsuranceQuestion, int drafts = 1, bool keepsMessageId = false)
    {
        _service = await new Service(server, _author, Mode.Draft).LookingOften().StartAsync();
        _hers = new(server, _author) { KeepsMessageId = keepsMessageId };
        await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, text));
        await _service.BecomesAsync(subject, MailState.Waiting);
        if (drafts > 0) await server.WaitForAsync(_author, "Drafts", drafts);
        await _service.RestsAsync();
        return (_service, _hers, _service.Ledger.Show(1)!);
    }
}
