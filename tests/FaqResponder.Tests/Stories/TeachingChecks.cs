using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Support;
using FaqResponder.Worker;

using Microsoft.Extensions.DependencyInjection;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>She moves mails into folders, and each is done as the folder says: on every server.</summary>
public abstract class TeachingChecks(MailServer server) : IAsyncLifetime
{
    private protected const string NotAQuestion = "FAQ/Pas une question";
    private protected const string FirstChoice = "FAQ/Répondre avec le premier choix";
    private protected const string Insurance = "FAQ/L'assurance professionnelle";
    private protected const string Diploma = "FAQ/Faut-il un diplôme ?";

    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");
    private Service? _service;

    private protected MailServer Server => server;

    private protected MailAccount Author { get; } = server.NewAccount("sylvie");

    private protected MailAccount Asker => _asker;

    private protected ServerSettings Imap { get; private set; } = null!;

    private protected FolderProgram Hers { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        Imap = await AccountAsync();
        Hers = new(Imap);
    }

    public async ValueTask DisposeAsync()
    {
        if (_service is not null) await _service.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task There_is_a_folder_for_each_post_that_her_program_shows()
    {
        var service = await ServeAsync();

        (await Hers.ShownAsync("FAQ")).ShouldBe(
            ["Faut-il un diplôme ?", "Fermé pour cause de parasol", "L'assurance professionnelle", "Pas une question", "Répondre avec le premier choix", "Working from abroad"]);
        // Nothing is made twice.
        await service.RestsAsync();
        (await Hers.ShownAsync("FAQ")).Count.ShouldBe(6);
    }

    [Fact]
    public async Task A_mail_moved_into_a_posts_folder_is_answered_with_it_learned_from_and_moved_back()
    {
        var service = await WaitingAsync("Crêpes", Posts.UnknownQuestion);

        await Hers.MoveAsync("Crêpes", Diploma);

        var file = await service.BecomesAsync("Crêpes", MailState.AnsweredByAuthor);
        file.History.Select(h => h.Reason).ShouldContain(new Reason(Because.AuthorAnswers, "Faut-il un diplôme ?", Diploma));
        (await Server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/diplome");
        (await Hers.WaitForAsync("INBOX", 1, () => service.JournalText)).ShouldBe([("Crêpes", true)]);
        (await Hers.MailsAsync(Diploma)).ShouldBeEmpty();
        Part<Lessons>(service).Of("diplome").ShouldHaveSingleItem().MailId.ShouldBe(file.Entry.Id);
        // It is known under its new number.
        await service.RestsAsync();
        await service.RestsAsync();
        service.Ledger.List(10).ShouldHaveSingleItem();
        (await Server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_is_no_question_is_closed_and_teaches_that_no_post_fits()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);

        await Hers.MoveAsync("Assurance", NotAQuestion);

        var file = await service.BecomesAsync("Assurance", MailState.Dismissed);
        file.Entry.Reason.ShouldBe(new Reason(Because.NotAQuestion, NotAQuestion));
        await Hers.WaitForAsync("INBOX", 1, () => service.JournalText);
        Part<Lessons>(service).All().ShouldHaveSingleItem().Taught.Posts.ShouldBeEmpty();
        (await Server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_first_choice_answers_with_what_was_suggested()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);

        await Hers.MoveAsync("Assurance", FirstChoice);

        await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        (await Server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/assurance");
        Part<Lessons>(service).Of("assurance").Count.ShouldBe(1);
    }

    [Fact]
    public async Task Where_a_mail_goes_afterwards_can_be_said()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion, s => s with { Teaching = s.Teaching with { MoveTo = "FAQ/Déjà fait" } });

        await Hers.MoveAsync("Assurance", NotAQuestion);

        await service.BecomesAsync("Assurance", MailState.Dismissed);
        await Hers.WaitForFolderAsync("FAQ", "Déjà fait", () => service.JournalText);
        (await Hers.WaitForAsync("FAQ/Déjà fait", 1, () => service.JournalText)).ShouldBe([("Assurance", false)]);
        (await Hers.MailsAsync()).ShouldBeEmpty();
        (await Hers.MailsAsync(NotAQuestion)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_mail_that_was_copied_back_when_the_process_ended_is_not_put_there_twice()
    {
        var service = await WaitingAsync("Assurance", Posts.InsuranceQuestion);
        var mailbox = service.Parts.GetRequiredService<MailboxFactory>().Name;
        await service.StopAsync();
        await Hers.MoveAsync("Assurance", NotAQuestion);
        // A server without MOVE copies first.
        await Hers.CopyAsync("Assurance", "INBOX", NotAQuestion);
        var (validity, uid) = await Hers.PlaceAsync(NotAQuestion);
        var place = new MovedPlace(mailbox, "FAQ", NotAQuestion.Split('/')[1], validity, uid);
        new Gestures(service.Database, TimeProvider.System).NotAQuestion([1], new MovedMail(place, 1)).Moved.ShouldBe([1]);
        new MovedMails(service.Database, TimeProvider.System).BeginMove(place, "");

        await service.StartAsync();

        await Hers.WaitForAsync(NotAQuestion, 0, () => service.JournalText);
        (await Hers.MailsAsync()).ShouldBe([("Assurance", false)]);
    }

    [Theory]
    [InlineData(nameof(Checkpoint.MovedMailTakenIn))]
    [InlineData(nameof(Checkpoint.MovedMailTaken))]
    [InlineData(nameof(Checkpoint.MoveRecorded))]
    [InlineData(nameof(Checkpoint.MailMoved))]
    public async Task Killed_in_the_middle_it_answers_once_and_the_mail_lies_where_it_should_just_once(string at)
    {
        var service = ServiceOf(Mode.Draft, s => s with { Teaching = s.Teaching with { MoveTo = "FAQ/Fait" } });
        service.Database.Migrate();
        await using var program = new KeptProgram(service);
        program.Start();
        await Hers.WaitForFolderAsync("FAQ", "Working from abroad", () => program.Said);
        await Hers.PutAsync(Question("Crêpes", Posts.UnknownQuestion));
        await service.BecomesAsync("Crêpes", MailState.Waiting);

        program.KillAt(Enum.Parse<Checkpoint>(at));
        if (at is nameof(Checkpoint.MovedMailTakenIn)) await Hers.PutAsync(Question("Assurance", Posts.InsuranceQuestion), Diploma);
        else await Hers.MoveAsync("Crêpes", Diploma);
        (await program.EndsAsync(TimeSpan.FromSeconds(30))).ShouldBeTrue(program.Said);
        program.WasKilled.ShouldBeTrue(program.Said);
        program.Start();

        var subject = at is nameof(Checkpoint.MovedMailTakenIn) ? "Assurance" : "Crêpes";
        var file = await service.BecomesAsync(subject, MailState.AnsweredByAuthor);
        await Hers.WaitForAsync(Diploma, 0, () => program.Said);
        (await Hers.WaitForAsync("FAQ/Fait", 1, () => program.Said)).ShouldBe([(subject, true)]);
        (await Hers.MailsAsync()).Count(m => m.Subject == subject).ShouldBe(0);
        await Eventually.TrueAsync(() => Count(service, "SELECT COUNT(*) FROM moved_mails") == 0, () => program.Said);
        Count(service, $"SELECT COUNT(*) FROM mails WHERE subject = '{subject}'").ShouldBe(1);
        Count(service, "SELECT COUNT(*) FROM gestures").ShouldBe(1);
        service.Ledger.Show(file.Entry.Id)!.History.Select(h => h.Reason.Because).ShouldNotContain(Because.MovedInVain);
        (await Server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
    }

    private static long Count(Service service, string query)
    {
        using var ledger = service.Database.Open();
        return ledger.ExecuteScalar<long>(query);
    }

    private protected abstract Task<ServerSettings> AccountAsync();

    private protected static T Part<T>(Service service)
        where T : notnull => (T)service.Parts.GetService(typeof(T))!;

    private protected Service ServiceOf(Mode mode, Func<FaqSettings, FaqSettings>? adjust = null)
    {
        _service = new Service(Server, Author, mode).LookingOften();
        _service.Settings = _service.Settings with
        {
            Mailbox = _service.Settings.Mailbox with { Imap = Imap },
            Teaching = new() { Folder = "FAQ", IsOn = true },
            ReviewPage = _service.Settings.ReviewPage with { UndoTime = TimeSpan.FromSeconds(1) },
        };
        if (adjust is not null) _service.Settings = adjust(_service.Settings);
        return _service;
    }

    /// <summary>The service with its folders made.</summary>
    private protected async Task<Service> ServeAsync(Func<FaqSettings, FaqSettings>? adjust = null, Mode mode = Mode.Draft)
    {
        var service = await ServiceOf(mode, adjust).StartAsync();
        await Hers.WaitForFolderAsync("FAQ", "Working from abroad", () => service.JournalText);
        await service.RestsAsync();
        return service;
    }

    /// <summary>The same, with a mail that waits.</summary>
    private protected async Task<Service> WaitingAsync(string subject, string text, Func<FaqSettings, FaqSettings>? adjust = null)
    {
        var service = await ServeAsync(adjust);
        await Hers.PutAsync(Question(subject, text));
        await service.BecomesAsync(subject, MailState.Waiting);
        await service.RestsAsync();
        return service;
    }

    private protected MimeMessage Question(string subject, string text)
    {
        var mail = Mails.From(_asker, Author, subject, text);
        mail.Headers.Insert(0, "Return-Path", $"<{_asker.Address}>");
        return mail;
    }
}
