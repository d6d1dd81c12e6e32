using System.Web;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Letters;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Support;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>The letter to the author, and its gestures, which she sends back from her mail program.</summary>
public sealed class LetterStories(MailServer server) : IAsyncDisposable
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
    public async Task Her_answer_from_the_letter_goes_out_once_and_teaches()
    {
        var (service, hers, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        await hers.SendAsync(Gesture(hers, letter, "répondre avec"));

        (await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor)).Entry.Reason.Because.ShouldBe(Because.Sent);
        (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().TextBody!.ShouldContain("https://blog.example.test/assurance");
        Part<Lessons>(service).Of("assurance").ShouldHaveSingleItem();
        Brought(service).Reason.ShouldBe(new Reason(Because.GestureDone, nameof(LetterGesture.Answer), "1"));
    }

    [Fact]
    public async Task What_she_calls_no_question_is_closed_and_teaches_that_no_post_fits()
    {
        var (service, hers, letter) = await ReceiveAsync("Crêpes", Posts.UnknownQuestion);

        await hers.SendAsync(Gesture(hers, letter, "pas une question"));

        (await service.BecomesAsync("Crêpes", MailState.Dismissed)).Entry.Reason.Because.ShouldBe(Because.NotAQuestion);
        Part<Lessons>(service).All().ShouldHaveSingleItem().Taught.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_same_gesture_again_does_nothing_and_she_is_told()
    {
        var (service, hers, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        await hers.SendAsync(Gesture(hers, letter, "répondre avec"));
        await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        await hers.SendAsync(Gesture(hers, letter, "répondre avec"));

        await Eventually.TrueAsync(() => Refused(service) == nameof(GestureTrouble.Used), () => service.JournalText);
        (await server.WaitForAsync(_author, "INBOX", 5)).ShouldContain(m => m.Subject == "FaqResponder : geste sans effet");
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Without_a_copy_in_sent_and_a_word_of_her_server_nothing_is_done()
    {
        var (service, hers, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        // As anybody can who has seen the letter.
        await server.DeliverAsync(_author, Gesture(hers, letter, "répondre avec"));
        await Eventually.TrueAsync(() => service.Ledger.List(10).Any(e => e.Reason.Because is Because.LetterGesture), () => service.JournalText);
        await service.RestsAsync();
        await service.RestsAsync();

        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_gesture_from_another_address_does_nothing_and_waits_for_her()
    {
        var (service, hers, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var subject = Gesture(hers, letter, "répondre avec").Subject!;

        await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, "Envoyez."));

        (await service.BecomesAsync(subject, MailState.Waiting)).Entry.Reason.ShouldBe(new Reason(Because.GestureOfOther, _asker.Address));
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task An_altered_token_does_nothing()
    {
        var (service, hers, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        var gesture = Gesture(hers, letter, "répondre avec");
        gesture.Subject = gesture.Subject![..^1] + (gesture.Subject[^1] == 'a' ? 'b' : 'a');

        await hers.SendAsync(gesture);

        await Eventually.TrueAsync(() => Refused(service) == nameof(GestureTrouble.Unknown), () => service.JournalText);
        service.Ledger.Show(1)!.Entry.State.ShouldBe(MailState.Waiting);
    }

    [Fact]
    public async Task The_ledger_keeps_no_token_and_no_text_of_the_letter()
    {
        var (service, _, letter) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);
        letter.HtmlBody!.ShouldContain("faq-");

        var kept = await service.BecomesAsync(letter.Subject!, MailState.SetAside);

        (kept.Mail.Text, kept.Mail.Html).ShouldBe((null, null));
    }

    [Fact]
    public async Task The_command_shows_it_and_its_gestures_do_not_work()
    {
        var (service, _, _) = await ReceiveAsync("Assurance", Posts.InsuranceQuestion);

        var shown = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "letter");

        shown.ExitCode.ShouldBe(0, shown.Errors);
        shown.Output.ShouldContain("Réponse possible");
        shown.Output.ShouldNotContain("faq-");
    }

    private static MimeMessage Gesture(MailProgram hers, MimeMessage letter, string what)
    {
        var link = letter.TextBody!.ReplaceLineEndings("\n").Split('\n', ' ').Where(w => w.StartsWith("mailto:", StringComparison.Ordinal)).Select(w => new Uri(w))
            .First(u => HttpUtility.ParseQueryString(u.Query)["subject"]!.Contains(what, StringComparison.Ordinal));
        var query = HttpUtility.ParseQueryString(link.Query);
        return hers.Written($"{link.UserInfo}@{link.Host}", query["subject"]!, query["body"]!);
    }

    private static LedgerEntry Brought(Service service) => service.Ledger.List(10).First(e => e.Subject.StartsWith("FaqResponder : répondre", StringComparison.Ordinal));

    private static string? Refused(Service service) => service.Ledger.List(10).Select(e => e.Reason).FirstOrDefault(r => r.Because is Because.GestureRefused)?.Details[0];

    private static T Part<T>(Service service)
        where T : notnull => (T)service.Parts.GetService(typeof(T))!;

    /// <summary>A mail waits, then a letter comes that tells of it.</summary>
    private async Task<(Service Service, MailProgram Hers, MimeMessage Letter)> ReceiveAsync(string subject, string text)
    {
        _service = new Service(server, _author, Mode.Draft).LookingOften();
        await _service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, subject, text));
        await _service.BecomesAsync(subject, MailState.Waiting);
        await _service.StopAsync();
        _service.Settings = _service.Settings with { Letter = new() { Every = LetterEvery.Daily }, ReviewPage = new() { UndoTime = TimeSpan.FromSeconds(1) } };
        await _service.StartAsync();
        var letter = (await server.WaitForAsync(_author, "INBOX", 2)).Single(m => m.Headers["X-FaqResponder-Letter"] == "1");
        _hers = new(server, _author);
        return (_service, _hers, letter);
    }
}
