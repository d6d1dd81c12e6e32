using FaqResponder.Core.Deciding;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>What she sends from her mail program closes the mail that it answers, and teaches.</summary>
public sealed class SentStories(MailServer server) : IAsyncDisposable
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

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_draft_that_she_sends_as_it_is_closes_its_mail_and_teaches_its_post(bool keepsMessageId)
    {
        var (service, hers) = await WaitingAsync("Assurance", Posts.InsuranceQuestion, keepsMessageId);
        await server.WaitForAsync(_author, "Drafts", 1);

        await hers.SendDraftAsync();

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Entry.Reason.ShouldBe(new Reason(Because.DraftSent, "L'assurance professionnelle"));
        file.OwnReplies.ShouldHaveSingleItem().Draft.ShouldBe(DraftUse.AsItWas);
        Learned(service, "assurance").ShouldBe([file.Entry.Id]);
        (await server.ReadAsync(_asker)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/assurance");
    }

    [Fact]
    public async Task A_draft_that_she_changes_and_sends_is_told_as_such()
    {
        var (service, hers) = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        await server.WaitForAsync(_author, "Drafts", 1);

        await hers.SendDraftAsync(text => "Chère Léa,\n\nBravo pour vos débuts !\n\n" + text);

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Entry.Reason.ShouldBe(new Reason(Because.DraftSentChanged, "L'assurance professionnelle"));
        file.OwnReplies.ShouldHaveSingleItem().Words.ShouldStartWith("Chère Léa,");
        Learned(service, "assurance").ShouldBe([file.Entry.Id]);
    }

    [Fact]
    public async Task An_answer_with_another_post_teaches_that_one()
    {
        var (service, hers) = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        await server.WaitForAsync(_author, "Drafts", 1);

        await hers.ReplyAsync("Assurance", "Bonjour,\n\nVoyez plutôt https://www.blog.example.test/diplome/?utm_source=mail\n\nSylvie");

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Entry.Reason.ShouldBe(new Reason(Because.OwnReply, "Faut-il un diplôme ?"));
        Learned(service, "diplome").ShouldBe([file.Entry.Id]);
        Learned(service, "assurance").ShouldBeEmpty();
        // The draft has no use any more.
        await service.RestsAsync();
        (await hers.DraftsAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Words_of_a_post_that_she_pastes_are_recognised()
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);

        await hers.ReplyAsync("Crêpes", "Bonjour Léa,\n\nL'assurance de responsabilité civile\nprofessionnelle n'est pas obligatoire, mais je la\nconseille. Elle coûte cent euros par an.\n\nBien à vous");

        (await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor)).Entry.Reason.ShouldBe(new Reason(Because.OwnReply, "L'assurance professionnelle"));
    }

    [Fact]
    public async Task An_answer_in_her_own_words_teaches_that_no_post_fits()
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);

        await hers.ReplyAsync("Crêpes", "Bonjour Léa,\n\n« La Sarrasine », rue Kéréon, sans hésiter.\n\nSylvie");

        var file = await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor);
        file.Entry.Reason.ShouldBe(new Reason(Because.OwnReply));
        file.OwnReplies.ShouldHaveSingleItem().Words.ShouldBe("Bonjour Léa,\n\n« La Sarrasine », rue Kéréon, sans hésiter.\n\nSylvie");
        Part<Lessons>(service).All().ShouldHaveSingleItem().Taught.Posts.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Crêpes", "Voici l'adresse.")]
    [InlineData("RE: CREPES", "Voici l'adresse.")]
    [InlineData("Une adresse pour vous", "Voici.\n\nLe 23/11/2026 à 10:00, Léa Martin a écrit :\n> Bonjour, est-ce que vous connaissez un bon restaurant de\n> crêpes près de Quimper ?\n")]
    public async Task An_answer_in_a_thread_of_its_own_is_recognised(string subject, string words)
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);

        await hers.WriteAsync(_asker.Address, subject, words);

        await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor);
    }

    [Theory]
    [InlineData("other@client.test", "Re: Crêpes", true)]
    [InlineData("lea", "Votre facture de novembre", false)]
    public async Task What_she_passes_on_or_writes_of_something_else_is_no_answer(string to, string subject, bool inThread)
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);
        var mail = hers.Written(to == "lea" ? _asker.Address : to, subject, "Qu'en penses-tu ?");
        if (inThread) mail.InReplyTo = service.Ledger.Show(1)!.Mail.MessageId;

        await hers.FileAsync(mail);
        await service.RestsAsync();
        await service.RestsAsync();

        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task An_absence_notice_of_hers_is_no_answer()
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);
        var notice = hers.Written(_asker.Address, "Absence : Crêpes", "Je suis absente jusqu'au 3.").With("Auto-Submitted", "auto-replied");
        notice.InReplyTo = service.Ledger.Show(1)!.Mail.MessageId;

        await hers.FileAsync(notice);
        await service.RestsAsync();
        await service.RestsAsync();

        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task Another_post_after_an_automatic_answer_corrects_it_and_holds_the_wrong_one_back()
    {
        var (service, hers) = await ServeAsync(Mode.Answer);
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);

        await hers.ReplyAsync("Assurance", "Pardon, c'est plutôt ceci : https://blog.example.test/diplome\n\nSylvie");

        await Eventually.TrueAsync(() => Part<HeldPosts>(service).All().ContainsKey("assurance"), () => service.JournalText);
        var file = service.Ledger.Show(1)!;
        (file.Entry.State, file.History[^1].Reason).ShouldBe((MailState.Answered, new Reason(Because.Corrected, "L'assurance professionnelle", "Faut-il un diplôme ?")));
        Learned(service, "diplome").ShouldBe([file.Entry.Id]);
    }

    [Fact]
    public async Task What_is_held_to_be_sent_is_taken_back_when_she_answers_first()
    {
        var (service, hers) = await ServeAsync(Mode.Answer, s => s with { Answering = s.Answering with { HoldTime = TimeSpan.FromHours(1) } });
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);

        await hers.WriteAsync(_asker.Address, "Assurance", "Appelez-moi.");

        var file = await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        file.Replies.ShouldHaveSingleItem().Step.ShouldBe(OutboxStep.Withdrawn);
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task What_she_sent_while_the_service_was_away_is_read_at_the_next_start()
    {
        var (service, hers) = await WaitingAsync("Crêpes", Posts.UnknownQuestion);
        await service.StopAsync();
        await hers.WriteAsync(_asker.Address, "Crêpes", "Voici l'adresse.");

        await service.StartAsync();

        await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor);
    }

    [Fact]
    public async Task The_copies_of_what_the_service_sends_are_not_taken_for_hers()
    {
        var (service, _) = await ServeAsync(Mode.Answer);
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answered);
        await server.WaitForAsync(_author, "Sent", 1);
        await service.RestsAsync();
        await service.RestsAsync();

        service.Ledger.Show(1)!.OwnReplies.ShouldBeEmpty();
    }

    private static IReadOnlyList<long> Learned(Service service, string post) => [.. Part<Lessons>(service).Of(post).Select(l => l.MailId)];

    private static T Part<T>(Service service)
        where T : notnull => (T)service.Parts.GetService(typeof(T))!;

    private async Task<(Service Service, MailProgram Hers)> WaitingAsync(string subject, string text, bool keepsMessageId = false)
    {
        var served = await ServeAsync(Mode.Draft, keepsMessageId: keepsMessageId);
        await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, text));
        await served.Service.BecomesAsync(subject, MailState.Waiting);
        await served.Service.RestsAsync();
        return served;
    }

    private async Task<(Service Service, MailProgram Hers)> ServeAsync(Mode mode, Func<Settings.FaqSettings, Settings.FaqSettings>? adjust = null, bool keepsMessageId = false)
    {
        _service = new Service(server, _author, mode).LookingOften();
        if (adjust is not null) _service.Settings = adjust(_service.Settings);
        await _service.StartAsync();
        _hers = new(server, _author) { KeepsMessageId = keepsMessageId };
        return (_service, _hers);
    }
}
