using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MailKit;

namespace FaqResponder.Stories;

public sealed class AnsweringStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task A_known_question_is_answered_with_the_post_and_leaves_all_its_traces()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var question = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, question);

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        reply.Subject.ShouldBe("Auto: Assurance");
        reply.From.ToString().ShouldBe($"\"Sylvie Marchetti\" <{_author.Address}>");
        reply.To.Mailboxes.ShouldHaveSingleItem().Address.ShouldBe(_asker.Address);
        reply.InReplyTo.ShouldBe(question.MessageId);
        reply.References.ShouldBe([question.MessageId!]);
        reply.Headers["Auto-Submitted"].ShouldBe("auto-replied");
        reply.TextBody!.ShouldContain("L'assurance de responsabilité civile professionnelle n'est pas obligatoire");
        reply.TextBody!.ShouldContain("https://blog.example.test/assurance");
        reply.TextBody!.ShouldContain("réponse automatique");
        reply.TextBody!.ShouldContain("Répondez simplement à ce message");
        reply.HtmlBody!.ShouldContain("href=\"https://blog.example.test/assurance\"");

        await service.BecomesAsync("Assurance", MailState.Answered);
        (await server.WaitForAsync(_author, "Sent", 1)).ShouldHaveSingleItem().MessageId.ShouldBe(reply.MessageId);
        await service.RestsAsync();
        var left = (await server.ListAsync(_author, "INBOX")).ShouldHaveSingleItem();
        left.Flags.HasFlag(MessageFlags.Answered).ShouldBeTrue();
        left.Flags.HasFlag(MessageFlags.Seen).ShouldBeFalse();
        left.Keywords.ShouldContain("FaqResponder");
    }

    [Fact]
    public async Task The_automatic_reply_goes_out_under_a_null_return_path()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        reply.Headers["Return-Path"].ShouldBe("<>");
    }

    [Fact]
    public async Task The_ledger_tells_what_became_of_the_mail_step_by_step()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        var file = await service.BecomesAsync("Assurance", MailState.Answered);

        file.History.Select(h => h.State).ShouldBe([MailState.Received, MailState.Decided, MailState.Answering, MailState.Answered]);
        file.History[1].Reason.Words.French.ShouldStartWith("« L'assurance professionnelle » répond à la question (sûreté 0.");
        file.Suggestions[0].Explanation.SharedWords.ShouldContain("assurance");
        file.Replies.ShouldHaveSingleItem().PostIds.ShouldBe(["assurance"]);
    }

    [Fact]
    public async Task An_english_question_gets_an_english_reply_with_the_english_post()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Abroad", "Hello Sylvie,\n\nCan I work for my clients from abroad, from another country?\n\nThanks"));

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        reply.TextBody!.ShouldContain("This is an automatic answer");
        reply.TextBody!.ShouldContain("https://blog.example.test/abroad");
    }

    [Fact]
    public async Task A_question_that_no_post_answers_waits_for_the_author()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion));

        await service.BecomesAsync("Crêpes", MailState.Waiting);
        await service.RestsAsync();

        (await server.ReadAsync(_asker)).ShouldBeEmpty();
        (await server.ListAsync(_author, "INBOX")).ShouldHaveSingleItem().Flags.HasFlag(MessageFlags.Answered).ShouldBeFalse();
    }

    [Fact]
    public async Task In_draft_mode_a_draft_waits_in_her_drafts_and_nothing_is_sent()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        var question = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, question);

        var draft = (await server.WaitForAsync(_author, "Drafts", 1)).ShouldHaveSingleItem();

        draft.Subject.ShouldBe("Re: Assurance");
        draft.InReplyTo.ShouldBe(question.MessageId);
        draft.Headers["Auto-Submitted"].ShouldBeNull();
        draft.TextBody!.ShouldNotContain("automatique");
        draft.TextBody!.ShouldContain("> L'assurance responsabilité civile professionnelle est-elle obligatoire");
        (await server.ListAsync(_author, "Drafts"))[0].Flags.HasFlag(MessageFlags.Draft).ShouldBeTrue();
        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.DraftReady);
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    [Fact]
    public async Task In_watch_mode_nothing_is_touched()
    {
        await using var service = await new Service(server, _author, Mode.Watch).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));

        var file = await service.BecomesAsync("Assurance", MailState.Waiting);
        await service.RestsAsync();

        file.Entry.Reason.Because.ShouldBe(Because.WouldAnswer);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
        (await server.ReadAsync(_author, "Drafts")).ShouldBeEmpty();
        (await server.ListAsync(_author, "INBOX")).ShouldHaveSingleItem().Flags.ShouldBeOneOf(MessageFlags.None, MessageFlags.Recent);
    }

    [Fact]
    public async Task On_a_server_without_special_use_the_french_folders_are_found_by_name()
    {
        var author = server.NewAccount("sylvie", "plain.test");
        using (var hers = await server.SignInAsync(author))
        {
            var top = hers.GetFolder(hers.PersonalNamespaces[0]);
            await top.CreateAsync("Brouillons", isMessageFolder: true, TestContext.Current.CancellationToken);
            await top.CreateAsync("Envoyés", isMessageFolder: true, TestContext.Current.CancellationToken);
        }

        await using var service = await new Service(server, author).StartAsync();
        await server.DeliverAsync(author, Mails.From(_asker, author, "Assurance", Posts.InsuranceQuestion));

        (await server.WaitForAsync(author, "Envoyés", 1)).ShouldHaveSingleItem().Subject.ShouldBe("Auto: Assurance");
    }
}
