using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

public sealed class QueueStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task The_author_answers_from_the_command_line_while_the_service_runs()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        var question = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, question);
        var id = (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Id;

        var list = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "list");
        var answer = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{id}");

        list.Output.ShouldContain("Assurance");
        answer.ExitCode.ShouldBe(0, answer.Errors);
        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
        reply.Subject.ShouldBe("Re: Assurance");
        reply.Headers["Auto-Submitted"].ShouldBeNull();
        reply.InReplyTo.ShouldBe(question.MessageId);
        await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        (await server.WaitForAsync(_author, "Sent", 1)).ShouldHaveSingleItem().MessageId.ShouldBe(reply.MessageId);

        var again = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{id}");
        again.ExitCode.ShouldBe(2);
        again.Errors.ShouldContain("n'attend plus");
    }

    [Fact]
    public async Task What_the_draft_says_is_what_queue_answer_sends()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        // As a whole the mail comes nearest to another post than the one question that is sure of its own.
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Diplôme", """
            Bonjour,

            Faut-il un diplôme pour devenir secrétaire indépendante ?
            L'assurance professionnelle est-elle obligatoire pour une secrétaire indépendante ?
            """));
        var draft = (await server.WaitForAsync(_author, "Drafts", 1)).ShouldHaveSingleItem();
        var file = await service.BecomesAsync("Diplôme", MailState.Waiting);

        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{file.Entry.Id}")).ExitCode.ShouldBe(0);

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
        draft.TextBody!.ShouldContain("https://blog.example.test/diplome");
        reply.TextBody!.ShouldContain("https://blog.example.test/diplome");
    }

    [Fact]
    public async Task The_author_answers_with_her_own_words()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion));
        var id = (await service.BecomesAsync("Crêpes", MailState.Waiting)).Entry.Id;
        var words = Path.Combine(service.DataFolder, "reply.txt");
        await File.WriteAllTextAsync(words, "Oui : « La Sarrasine », rue Kéréon.", TestContext.Current.CancellationToken);

        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{id}", "--text", words)).ExitCode.ShouldBe(0);

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
        reply.TextBody!.ShouldStartWith("Oui : « La Sarrasine », rue Kéréon.");
        reply.TextBody!.ShouldContain("> Bonjour, est-ce que vous connaissez un bon restaurant de crêpes");
    }

    [Fact]
    public async Task What_she_answers_is_learned_at_once()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Zibeline", "Bonjour, le zingage du bidule chromé se fait-il à froid ?"));
        var first = (await service.BecomesAsync("Zibeline", MailState.Waiting)).Entry.Id;
        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{first}", "--post", "diplome")).ExitCode.ShouldBe(0);
        await service.BecomesAsync("Zibeline", MailState.AnsweredByAuthor);

        await server.DeliverAsync(_author, Mails.From(server.NewAccount("jo", "client.test"), _author, "Chrome", "Bonjour, le zingage d'un bidule se fait-il à chaud ?"));

        var next = await service.BecomesAsync("Chrome", MailState.Waiting);
        next.Suggestions[0].PostId.ShouldBe("diplome");
    }

    [Fact]
    public async Task What_she_says_of_phrasings_in_another_window_holds_for_the_next_mail()
    {
        await using var service = new Service(server, _author, Mode.Draft);
        // It looks at the mailbox once in five minutes: only the change itself wakes it.
        service.Settings = service.Settings with { Mailbox = service.Settings.Mailbox with { PollEvery = TimeSpan.FromMinutes(5) } };
        await service.StartAsync();
        await service.RestsAsync();

        var takenUp = service.RestsAsync();
        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "posts", "phrasings", "diplome", "--add", "Le zingage du bidule se fait-il à froid ?")).ExitCode.ShouldBe(0);
        await takenUp;
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Zibeline", "Bonjour, le zingage du bidule se fait-il à chaud ?"));

        (await service.BecomesAsync("Zibeline", MailState.Waiting)).Suggestions[0].PostId.ShouldBe("diplome");
    }

    [Fact]
    public async Task What_an_asker_wants_erased_is_erased_and_forgotten_while_the_service_runs()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Zibeline", "Bonjour, le zingage du bidule se fait-il à froid ?"));
        var id = (await service.BecomesAsync("Zibeline", MailState.Waiting)).Entry.Id;
        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "answer", $"{id}", "--post", "diplome")).ExitCode.ShouldBe(0);
        await service.BecomesAsync("Zibeline", MailState.AnsweredByAuthor);
        await server.WaitForAsync(_author, "Sent", 1);
        await service.RestsAsync();

        var erased = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "ledger", "forget", _asker.Address, "--yes");
        await server.DeliverAsync(_author, Mails.From(server.NewAccount("jo", "client.test"), _author, "Chrome", "Bonjour, le zingage du bidule se fait-il à chaud ?"));

        erased.ExitCode.ShouldBe(0, erased.Errors);
        erased.Output.ShouldContain("Effacé : 1 message, 1 formulation apprise");
        (await service.BecomesAsync("Chrome", MailState.Waiting)).Suggestions.ShouldNotContain(s => s.PostId == "diplome" && s.Confidence > 0.1);
        service.JournalText.ShouldNotContain("SQLite");
    }

    [Fact]
    public async Task A_dismissed_mail_is_closed_and_nobody_hears_of_it()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion));
        var id = (await service.BecomesAsync("Crêpes", MailState.Waiting)).Entry.Id;

        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "queue", "dismiss", $"{id}", "--note", "hors sujet")).ExitCode.ShouldBe(0);

        (await service.BecomesAsync("Crêpes", MailState.Dismissed)).Entry.Reason.Words.French.ShouldBe("clos par vous hors sujet");
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task While_paused_nothing_goes_out_by_itself()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await service.RestsAsync();
        (await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), "pause")).ExitCode.ShouldBe(0);

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.Paused);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_reply_recorded_in_answer_mode_is_taken_back_when_the_mode_is_lowered()
    {
        using var nowhere = new Cable(server.SubmissionPort);
        nowhere.Cut();
        await using var service = new Service(server, _author);
        var real = service.Settings;
        service.Settings = real with { Smtp = real.Smtp with { Server = real.Smtp.Server! with { Port = nowhere.Port } } };
        await service.StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await service.BecomesAsync("Assurance", MailState.Answering);
        await service.StopAsync();

        service.Settings = real with { Mode = Mode.Draft };
        await service.StartAsync();
        await service.RestsAsync();

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.Withdrawn);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }
}
