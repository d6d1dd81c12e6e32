using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>What happens after an answer: a machine speaks once.</summary>
public sealed class ConversationStories(MailServer server)
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");

    [Fact]
    public async Task Who_writes_back_gets_the_author_and_who_thanks_needs_nobody()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        var answer = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        await server.DeliverAsync(_author, Reply(answer, "Re: Auto: Assurance", "Bonjour,\n\nMerci beaucoup pour votre réponse !\n\nLéa"));
        var thanks = await service.BecomesAsync("Re: Auto: Assurance", MailState.SetAside);
        await server.DeliverAsync(_author, Reply(answer, "Re: Assurance", Posts.DiplomaQuestion));
        var again = await service.BecomesAsync("Re: Assurance", MailState.Waiting);

        thanks.Entry.Reason.ShouldBe(new(Because.Satisfied, "L'assurance professionnelle"));
        again.Entry.Reason.ShouldBe(new(Because.NotSatisfied, "L'assurance professionnelle"));
        again.Suggestions[0].PostId.ShouldBe("diplome");
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_reply_whose_program_leaves_out_what_it_replies_to_is_known_by_its_subject()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        await server.WaitForAsync(_asker, "INBOX", 1);

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "RE: Auto: Assurance", Posts.DiplomaQuestion));

        (await service.BecomesAsync("RE: Auto: Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.NotSatisfied);
    }

    [Fact]
    public async Task An_absence_notice_that_answers_an_answer_is_filed()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        var answer = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        await server.DeliverAsync(_author, Reply(answer, "Réponse automatique : Auto: Assurance", "Je suis absente. Avez-vous une question urgente ?").With("Auto-Submitted", "auto-replied"));

        (await service.BecomesAsync("Réponse automatique : Auto: Assurance", MailState.SetAside)).Entry.Reason.ShouldBe(new(Because.Screened, "N3", "auto-replied"));
    }

    [Fact]
    public async Task A_thread_gets_one_automatic_answer_and_a_stranger_in_it_none()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var first = Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);
        await server.DeliverAsync(_author, first);
        await service.BecomesAsync("Assurance", MailState.Answered);

        // She writes on to her own mail, and another person to a mail of the author's that the service never saw.
        await server.DeliverAsync(_author, Reply(first, "Encore", Posts.DiplomaQuestion));
        var other = Mails.From(server.NewAccount("zoe", "client.test"), _author, "Re: Votre devis", Posts.DiplomaQuestion);
        other.InReplyTo = "written-by-hand@example.test";
        await server.DeliverAsync(_author, other);

        (await service.BecomesAsync("Encore", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.InConversation);
        (await service.BecomesAsync("Re: Votre devis", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.InConversation);
    }

    [Fact]
    public async Task Who_adds_something_to_a_mail_that_waits_gets_the_author()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var first = Mails.From(_asker, _author, "Rencontre", Posts.InsuranceQuestion + "\n\nHumain");
        await server.DeliverAsync(_author, first);
        await service.BecomesAsync("Rencontre", MailState.Waiting);

        await server.DeliverAsync(_author, Reply(first, "J'oubliais", Posts.DiplomaQuestion));

        (await service.BecomesAsync("J'oubliais", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.ConversationWaits);
    }

    [Fact]
    public async Task Who_asks_for_a_human_gets_the_author()
    {
        await using var service = await new Service(server, _author).StartAsync();

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion + "\n\nHumain"));

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Because.ShouldBe(Because.WantsHuman);
    }

    [Fact]
    public async Task Who_cites_the_post_is_not_sent_it()
    {
        await using var service = await new Service(server, _author).StartAsync();

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion + "\n\nJe viens de https://blog.example.test/assurance/?x=1"));

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.ShouldBe(new(Because.PostKnown, "L'assurance professionnelle"));
    }

    [Fact]
    public async Task A_reply_that_comes_back_makes_its_mail_wait_and_no_machine_writes_there_again()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion));
        var answer = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();
        await service.BecomesAsync("Assurance", MailState.Answered);

        await DeliverAsync(Reports.Postfix.Replace(Reports.Original, answer.MessageId, StringComparison.Ordinal));
        var returned = await service.BecomesAsync("Assurance", MailState.Waiting);
        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Diplôme", Posts.DiplomaQuestion));
        var next = await service.BecomesAsync("Diplôme", MailState.Waiting);

        returned.Entry.Reason.ShouldBe(new(Because.NotDelivered, _asker.Address, "5.1.1"));
        service.Ledger.List(10).ShouldContain(e => e.State == MailState.SetAside && e.Reason.Because == Because.BounceOfReply);
        next.Entry.Reason.ShouldBe(new(Because.Unreachable, _asker.Address));
    }

    [Fact]
    public async Task A_report_of_a_mail_that_was_never_sent_changes_nothing()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await DeliverAsync(Reports.Postfix.Replace("lea@client.test", _asker.Address, StringComparison.Ordinal));
        await Eventually.TrueAsync(() => service.Ledger.List(10).Any(e => e.State == MailState.SetAside && e.Reason.Because == Because.Screened), () => "The report was never filed.");

        await server.DeliverAsync(_author, Mails.From(_asker, _author, "Diplôme", Posts.DiplomaQuestion));

        await service.BecomesAsync("Diplôme", MailState.Answered);
    }

    private Task DeliverAsync(string report) => server.DeliverRawAsync(_author, System.Text.Encoding.UTF8.GetBytes(report.ReplaceLineEndings("\r\n")), "");

    private MimeMessage Reply(MimeMessage to, string subject, string text)
    {
        var reply = Mails.From(_asker, _author, subject, text);
        reply.InReplyTo = to.MessageId;
        reply.References.AddRange(to.References);
        reply.References.Add(to.MessageId!);
        return reply;
    }
}
