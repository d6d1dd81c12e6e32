using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Support;

namespace FaqResponder.Stories;

/// <summary>What a sending server may say instead of yes.</summary>
public sealed class SendingStories(MailServer server) : IDisposable
{
    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _lea = new("lea@busy.test", "");
    private readonly MailAccount _tom = new("tom@client.test", "");
    private readonly ScriptedSmtp _smtp = new();

    [Fact]
    public async Task One_asker_whose_server_puts_us_off_holds_up_nobody_and_gets_the_reply_later_once()
    {
        _smtp.Answers($"RCPT TO:<{_lea.Address}>", "451 4.3.0 try later");
        await using var service = Sending();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);
        await AskAsync(_tom, "Diplôme", Posts.DiplomaQuestion);
        await service.StartAsync();

        await service.BecomesAsync("Diplôme", MailState.Answered);
        await service.RestsAsync();

        _smtp.Taken.ShouldHaveSingleItem().To.ShouldBe(_tom.Address);
        var file = await service.BecomesAsync("Assurance", MailState.Answering);
        file.Replies.ShouldHaveSingleItem().Trouble!.ShouldContain("try later");
        _smtp.Heard.Count(c => c.StartsWith($"RCPT TO:<{_lea.Address}>", StringComparison.Ordinal)).ShouldBe(1);
        service.JournalText.ShouldNotContain("envoi des réponses");

        _smtp.TakesAll();
        using (var ledger = service.Database.Open()) await ledger.ExecuteAsync("UPDATE outbox SET next_try_at = 0");

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();
        _smtp.Taken.Select(m => m.To).ShouldBe([_tom.Address, _lea.Address]);
    }

    [Theory]
    [InlineData("MAIL FROM:<>")]
    [InlineData("RCPT")]
    [InlineData(ScriptedSmtp.EndOfMail)]
    public async Task Where_the_null_sender_is_refused_replies_go_out_once_under_her_own_address(string refusedAt)
    {
        _smtp.Answers(refusedAt, "550 5.7.1 sender not allowed", sender: "");
        await using var service = Sending();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);
        await AskAsync(_tom, "Diplôme", Posts.DiplomaQuestion);
        await service.StartAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.BecomesAsync("Diplôme", MailState.Answered);
        await service.RestsAsync();

        _smtp.Taken.Select(m => (m.From, m.To)).ShouldBe([(_author.Address, _lea.Address), (_author.Address, _tom.Address)]);
        // It is asked once, not before each reply.
        _smtp.Heard.Count(c => c.StartsWith("MAIL FROM:<>", StringComparison.Ordinal)).ShouldBe(1);
    }

    [Theory]
    [InlineData("RCPT")]
    [InlineData(ScriptedSmtp.EndOfMail)]
    public async Task A_reply_that_is_refused_under_both_senders_makes_its_mail_wait_with_the_servers_words(string refusedAt)
    {
        _smtp.Answers(refusedAt, "550 5.1.1 <lea@client.test>: nobody here by that name");
        await using var service = await Sending().StartAsync();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);

        var file = await service.BecomesAsync("Assurance", MailState.Waiting);
        await service.RestsAsync();

        file.Entry.Reason.Because.ShouldBe(Because.SendRefused);
        file.Entry.Reason.Words.French.ShouldContain("550 5.1.1 <lea@client.test>: nobody here by that name");
        service.JournalText.ShouldContain("550 5.1.1 <…@client.test>: nobody here by that name");
        _smtp.Taken.ShouldBeEmpty();
        _smtp.Heard.Count(c => c.StartsWith("MAIL", StringComparison.Ordinal)).ShouldBe(2);
    }

    [Fact]
    public async Task A_server_that_refuses_her_own_address_is_told_with_its_remedy_and_no_reply_is_lost()
    {
        _smtp.Answers("MAIL", "550 5.7.1 not your address");
        await using var service = await Sending().StartAsync();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);

        await Eventually.TrueAsync(() => service.JournalText.Contains("Author:Address", StringComparison.Ordinal), () => service.JournalText);
        await service.BecomesAsync("Assurance", MailState.Answering);
        service.JournalText.ShouldContain("not your address");
        _smtp.Taken.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("421 4.3.2 closing")]
    [InlineData("451 4.3.0 try later")]
    public async Task A_server_that_is_busy_when_it_hears_the_sender_is_not_said_to_refuse_her_address(string reply)
    {
        _smtp.Answers("MAIL", reply);
        await using var service = await Sending().StartAsync();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);

        await Eventually.TrueAsync(() => service.JournalText.Contains("envoi des réponses", StringComparison.Ordinal), () => service.JournalText);
        service.JournalText.ShouldNotContain("Author:Address");
        _smtp.TakesAll();

        await service.BecomesAsync("Assurance", MailState.Answered);
    }

    [Fact]
    public async Task A_reply_that_went_out_while_the_ledger_was_locked_is_recorded_when_it_is_free_and_not_sent_again()
    {
        LedgerFault? locked = null;
        await using var service = Sending();
        _smtp.Hears = command =>
        {
            if (command == ScriptedSmtp.EndOfMail) locked ??= LedgerFault.Locked(service.Database);
        };
        await service.StartAsync();
        await AskAsync(_lea, "Assurance", Posts.InsuranceQuestion);
        await Eventually.TrueAsync(() => service.JournalText.Contains("le registre est verrouillé", StringComparison.Ordinal), () => service.JournalText);
        _smtp.Taken.Count.ShouldBe(1);

        locked!.Dispose();

        (await service.BecomesAsync("Assurance", MailState.Answered)).Entry.Reason.Because.ShouldBe(Because.Sent);
        await service.RestsAsync();
        _smtp.Taken.Count.ShouldBe(1);
    }

    public void Dispose() => _smtp.Dispose();

    private Service Sending()
    {
        var service = new Service(server, _author);
        service.Settings = service.Settings with { Smtp = service.Settings.Smtp with { Server = _smtp.Server } };
        return service;
    }

    private Task AskAsync(MailAccount asker, string subject, string text) => server.DeliverAsync(_author, Mails.From(asker, _author, subject, text));
}
