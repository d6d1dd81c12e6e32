using System.Text.Json;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;
using FaqResponder.Worker;

namespace FaqResponder.Stories;

/// <summary>What she answered before the service came teaches it.</summary>
public sealed class LearnStories : IAsyncDisposable
{
    private const string Opening = "Bonjour,\n\nMerci de votre message.\n\n";
    private const string Habit = "Je ne prends plus de stagiaires cette année, car mon bureau est trop petit et je travaille seule chez moi ; adressez-vous à la chambre des métiers, qui tient une liste des entreprises d'accueil.";
    private const string PastedPost = "L'assurance de responsabilité civile professionnelle n'est pas obligatoire, mais je la conseille. Elle coûte cent euros par an.";

    private readonly MailServer _server;
    private readonly MailAccount _author;
    private readonly Service _service;
    private readonly PastMailbox _past;

    public LearnStories(MailServer server)
    {
        _server = server;
        _author = server.NewAccount();
        _service = new Service(server, _author, Mode.Draft);
        _past = new(server, _author);
    }

    public async ValueTask DisposeAsync()
    {
        await _past.DisposeAsync();
        await _service.DisposeAsync();
    }

    [Fact]
    public async Task What_she_answered_before_is_paired_with_her_posts_and_reported()
    {
        await FillAsync();

        var report = await LearnAsync();

        (report.GetProperty("pairs").GetInt32(), report.GetProperty("mails").GetInt32(), report.GetProperty("free").GetInt32()).ShouldBe((8, 8, 4));
        report.GetProperty("posts").EnumerateArray().Select(p => $"{p.GetProperty("post")} {p.GetProperty("by")} {p.GetProperty("mails")}").ShouldBe(
            ["assurance Words 1", "diplome Address 2", "diplome Repeated 1"], ignoreOrder: true);
        var habit = report.GetProperty("habits").EnumerateArray().ShouldHaveSingleItem();
        (habit.GetProperty("mails").GetInt32(), habit.GetProperty("people").GetInt32()).ShouldBe((3, 3));
        habit.GetProperty("words").GetString()!.ShouldContain("plus de stagiaires");
        habit.GetProperty("questions").EnumerateArray().Select(q => q.GetString()).ShouldContain("Prenez-vous des stagiaires en mars ?");
        Lessons.Of("diplome").Count.ShouldBe(3);
        _service.Ledger.List(100).ShouldAllBe(e => e.State == MailState.AnsweredByAuthor && e.Reason.Because == Because.LearnedFromPast);
    }

    [Fact]
    public async Task Learning_changes_nothing_in_the_mailbox_and_twice_is_as_once()
    {
        await FillAsync();
        var (inbox, sent) = (await FlagsAsync("INBOX"), await FlagsAsync("Sent"));

        await LearnAsync();
        var again = await LearnAsync();

        again.GetProperty("new").GetInt32().ShouldBe(0);
        again.GetProperty("mails").GetInt32().ShouldBe(8);
        _service.Ledger.List(100).Count.ShouldBe(8);
        (await FlagsAsync("INBOX")).ShouldBe(inbox);
        (await FlagsAsync("Sent")).ShouldBe(sent);
        (await FlagsAsync("Drafts")).ShouldBeEmpty();
    }

    [Fact]
    public async Task Killed_in_the_middle_it_goes_on_and_learns_nothing_twice()
    {
        const int many = 130;
        for (var n = 0; n < many; n++) await AskedAsync($"asker{n}", $"Question {n}", $"Faut-il un diplôme pour ouvrir le dossier numéro {n} ?", "Voyez https://blog.example.test/diplome", 300 - n);
        await using var program = new KeptProgram(_service);
        program.KillAt(Checkpoint.PastLearned, times: 2);
        program.Start("learn", "--since", "2y");
        (await program.EndsAsync(TimeSpan.FromMinutes(1))).ShouldBeTrue(program.Said);
        program.WasKilled.ShouldBeTrue(program.Said);
        _service.Ledger.List(1000).Count.ShouldBe(100);

        var report = await LearnAsync();

        (report.GetProperty("new").GetInt32(), report.GetProperty("mails").GetInt32()).ShouldBe((many - 100, many));
        Lessons.Of("diplome").Count.ShouldBe(many);
        _service.Ledger.List(1000).Select(e => e.Subject).ShouldBeUnique();
    }

    [Fact]
    public async Task The_service_that_starts_afterwards_knows_what_it_learned_and_asks_nothing_again()
    {
        await AskedAsync("lea", "Mutuelle pro", "La mutuelle pro, c'est vital ou bien je peux attendre ?", $"{Opening}Voyez https://blog.example.test/assurance\n\nSylvie", 1);
        await AskedAsync("max", "Mutuelle", "Une mutuelle pro est-elle vitale au début ?", $"{Opening}https://blog.example.test/assurance", 0.5);
        await LearnAsync();

        await _service.StartAsync();
        await _server.DeliverAsync(_author, Mails.From(_server.NewAccount("eva", "client.test"), _author, "Mutuelle ?", "Bonjour, la mutuelle pro est-elle vitale, ou puis-je attendre ?"));
        var file = await _service.BecomesAsync("Mutuelle ?", MailState.Waiting);

        file.Suggestions[0].PostId.ShouldBe("assurance");
        _service.Ledger.List(100).Count.ShouldBe(3);
        await _service.RestsAsync();
        _service.Ledger.List(100).Where(e => e.State == MailState.AnsweredByAuthor).ShouldAllBe(e => e.Reason.Because == Because.LearnedFromPast);
    }

    [Fact]
    public async Task What_lies_in_another_folder_is_found_there()
    {
        var mail = await _past.ReceivedAsync("lea", "Diplôme", Posts.DiplomaQuestion, PastMailbox.DaysAgo(40), "Archive");
        await _past.RepliedAsync(mail, "https://blog.example.test/diplome", PastMailbox.DaysAgo(39));

        (await LearnAsync()).GetProperty("mails").GetInt32().ShouldBe(0);
        (await LearnAsync("--folder", "Archive")).GetProperty("mails").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_folder_that_is_not_there_is_named_with_those_that_are()
    {
        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(_service), "learn", "--folder", "Archivé");

        printed.ExitCode.ShouldBe(1);
        printed.Errors.ShouldContain("Archivé");
        printed.Errors.ShouldContain("INBOX");
    }

    [Fact]
    public async Task What_a_machine_sent_and_what_she_passed_on_teaches_nothing()
    {
        var mail = await _past.ReceivedAsync("lea", "Diplôme", Posts.DiplomaQuestion, PastMailbox.DaysAgo(40));
        var passedOn = await _past.ReceivedAsync("max", "Assurance", Posts.InsuranceQuestion, PastMailbox.DaysAgo(30));
        var absence = new MimeKit.MimeMessage { Subject = "Absence", InReplyTo = mail.MessageId, Body = new MimeKit.TextPart("plain") { Text = "Voyez https://blog.example.test/diplome" } };
        absence.From.Add(new MimeKit.MailboxAddress("", _author.Address));
        absence.To.AddRange(mail.From);
        await _past.PutAsync("Sent", absence.With("Auto-Submitted", "auto-replied"), MailKit.MessageFlags.Seen, PastMailbox.DaysAgo(39));
        var passing = new MimeKit.MimeMessage { Subject = "Tr: Assurance", InReplyTo = passedOn.MessageId, Body = new MimeKit.TextPart("plain") { Text = "Qu'en penses-tu ?" } };
        passing.From.Add(new MimeKit.MailboxAddress("", _author.Address));
        passing.To.Add(new MimeKit.MailboxAddress("", "consoeur@client.test"));
        await _past.PutAsync("Sent", passing, MailKit.MessageFlags.Seen, PastMailbox.DaysAgo(29));

        (await LearnAsync()).GetProperty("mails").GetInt32().ShouldBe(0);
    }

    [Fact]
    public async Task The_questions_that_she_answered_freely_are_among_those_to_write_about()
    {
        await FillAsync();
        await LearnAsync();

        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(_service), "gaps", "--since", "2y", "--json");

        printed.Output.ShouldContain("stagiaires");
    }

    private async Task<IReadOnlyList<string>> FlagsAsync(string folder) => [.. (await _server.ListAsync(_author, folder)).Select(m => $"{m.Uid} {m.MessageId} {m.Flags} {string.Join(' ', m.Keywords)}")];

    private Lessons Lessons => new(_service.Database, TimeProvider.System);

    private async Task<JsonElement> LearnAsync(params string[] more)
    {
        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(_service), ["learn", "--since", "2a", "--json", .. more]);
        printed.ExitCode.ShouldBe(0, printed.Errors);
        return JsonDocument.Parse(printed.Output).RootElement;
    }

    private async Task FillAsync()
    {
        await AskedAsync("lea", "Diplôme", Posts.DiplomaQuestion, $"{Opening}Aucun diplôme n'est exigé ; tout ce qu'il faut savoir avant de vous lancer est ici, prenez le temps de lire, puis rappelez-moi : https://blog.example.test/diplome\n\nSylvie", 200);
        await AskedAsync("max", "Études", "Quelles études faut-il ?", $"{Opening}Aucun diplôme n'est exigé ; tout ce qu'il faut savoir avant de vous lancer est ici, prenez le temps de lire, puis rappelez-moi : https://blog.example.test/diplome\n\nSylvie", 190);
        // The link was lost when she copied it.
        await AskedAsync("eva", "Bac", "Le bac suffit-il ?", $"{Opening}Aucun diplôme n'est exigé ; tout ce qu'il faut savoir avant de vous lancer est ici, prenez le temps de lire, puis rappelez-moi.\n\nSylvie", 180);
        await AskedAsync("tom", "Assurance", Posts.InsuranceQuestion, $"{Opening}{PastedPost}\n\nSylvie", 170, inThread: false);
        await AskedAsync("ana", "Stage", "Est-ce que je peux faire un stage chez vous ?", $"{Opening}{Habit}\n\nSylvie", 160);
        await AskedAsync("bob", "Stagiaire", "Prenez-vous des stagiaires ?", $"Chère Bob,\n\n{Habit}\n\nBien à vous\nSylvie", 150);
        await AskedAsync("zoe", "Stage en mars", "Prenez-vous des stagiaires en mars ?", $"{Habit}\n\nBon courage !", 140);
        await AskedAsync("cyr", "Crêpes", Posts.UnknownQuestion, "« La Sarrasine ».", 130);
        // Never answered.
        await _past.ReceivedAsync("yan", "Vacances", "Comment prendre des vacances ?", PastMailbox.DaysAgo(120));
    }

    private async Task AskedAsync(string asker, string subject, string text, string words, double daysAgo, bool inThread = true) =>
        await _past.RepliedAsync(await _past.ReceivedAsync(asker, subject, text, PastMailbox.DaysAgo(daysAgo)), words, PastMailbox.DaysAgo(daysAgo - 0.3), inThread);
}
