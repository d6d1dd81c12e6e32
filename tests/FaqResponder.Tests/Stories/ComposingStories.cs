using System.Globalization;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Storage;
using FaqResponder.Support;

using MimeKit;

namespace FaqResponder.Stories;

/// <summary>
/// What a reply looks like where it arrives: rules M1 to M16 for what a machine sends, and the part of them that holds for what the author sends herself.
/// </summary>
/// <remarks>
/// M1 to the return path, one recipient. M2 from the null path. M3 no delivery report. M4 From is hers. M5 To and whose name. M6 Date, new Message-ID, recorded
/// first. M7 Subject. M8 In-Reply-To, References. M9 Auto-Submitted. M10 no answer wanted, no Precedence. M11 short, says what it is, returns nothing. M12 nothing
/// done for a sender whom nobody proved. M13 recorded first, marked after. M14, M15 what is remembered of answers. M16 no line break from outside.
/// </remarks>
public sealed class ComposingStories(MailServer server) : IDisposable
{
    /// <summary>The fields of a mail that she sends herself, sorted.</summary>
    internal static readonly string[] WrittenByHer =
        ["Content-Language", "Content-Type", "Date", "From", "In-Reply-To", "Message-Id", "MIME-Version", "References", "Subject", "To"];

    private readonly MailAccount _author = server.NewAccount();
    private readonly MailAccount _asker = server.NewAccount("lea", "client.test");
    private readonly MailAccount _other = server.NewAccount("other", "client.test");
    private readonly ScriptedSmtp _smtp = new();

    /// <summary>M1, M2, M4, M5, M6, M7, M8, M9, M10: every field that arrives, and no other.</summary>
    [Fact]
    public async Task An_automatic_reply_arrives_with_these_fields_and_no_others()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var question = Question().With("In-Reply-To", "<before@client.test>").With("Organization", "Atelier").With("X-Odd", "1").With("Thread-Topic", "t");
        question.Headers.Remove(HeaderId.InReplyTo);
        await server.DeliverAsync(_author, question);

        var reply = (await RawMail.FirstAsync(server, _asker)).ShouldBeWellFormed();

        reply.Written.ShouldBe(WrittenByHer.Append("Auto-Submitted").Append("X-Auto-Response-Suppress").Order(StringComparer.OrdinalIgnoreCase));
        reply["Return-Path"].ShouldBe("<>");
        reply["Delivered-To"].ShouldBe(_asker.Address);
        reply["From"].ShouldBe($"Sylvie Marchetti <{_author.Address}>");
        reply["To"].ShouldBe($"=?utf-8?b?TMOpYQ==?= Martin <{_asker.Address}>");
        reply["Subject"].ShouldBe("Auto: Assurance");
        reply["In-Reply-To"].ShouldBe($"<{question.MessageId}>");
        reply["References"].ShouldBe($"<{question.MessageId}>");
        reply["Auto-Submitted"].ShouldBe("auto-replied");
        reply["X-Auto-Response-Suppress"].ShouldBe("All");
        reply["Content-Language"].ShouldBe("fr");
        var age = TimeProvider.System.GetUtcNow() - DateTimeOffset.ParseExact(reply["Date"]!, "ddd, dd MMM yyyy HH:mm:ss zzz", CultureInfo.InvariantCulture);
        age.ShouldBeInRange(TimeSpan.FromSeconds(-2), TimeSpan.FromMinutes(2));
    }

    /// <summary>M1, M5: neither Reply-To nor Cc nor anybody else whom the mail names gets an automatic reply.</summary>
    [Fact]
    public async Task Only_the_return_path_gets_an_automatic_reply()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var question = Question();
        question.ReplyTo.Add(new MailboxAddress("Autre", _other.Address));
        question.Cc.Add(new MailboxAddress("Autre", _other.Address));
        question.Headers.Add("Disposition-Notification-To", _other.Address);
        question.Headers.Add("Return-Receipt-To", _other.Address);
        question.Headers.Add("Mail-Followup-To", _other.Address);
        await server.DeliverAsync(_author, question);

        var reply = await RawMail.FirstAsync(server, _asker);
        await service.BecomesAsync("Assurance", MailState.Answered);
        await service.RestsAsync();

        reply.Fields.ShouldAllBe(f => !f.Value.Contains(_other.Address, StringComparison.Ordinal));
        (await server.ReadAsync(_other)).ShouldBeEmpty();
    }

    /// <summary>M2, M3, M6, M13: what the sending server is told, and what the ledger holds before it is told the first word of the mail.</summary>
    [Fact]
    public async Task The_envelope_asks_for_no_report_and_the_reply_is_recorded_before()
    {
        _smtp.Answers("EHLO", "250-scripted\r\n250-DSN\r\n250 8BITMIME");
        await using var service = Sending();
        var before = new List<(OutboxStep Step, string MessageId)>();
        _smtp.Hears = command =>
        {
            if (command.StartsWith("MAIL", StringComparison.Ordinal)) before.Add(Recorded(service));
        };
        await server.DeliverAsync(_author, Question());
        await service.StartAsync();

        await service.BecomesAsync("Assurance", MailState.Answered);

        var sent = Raw(_smtp.Taken.ShouldHaveSingleItem());
        before.ShouldBe([(OutboxStep.Sending, sent["Message-Id"]!.Trim('<', '>'))]);
        Said("MAIL").ShouldStartWith("MAIL FROM:<>");
        Said("RCPT").ShouldStartWith($"RCPT TO:<{_asker.Address}> NOTIFY=NEVER");
    }

    /// <summary>M1, M5: addresses that are legal and rare are written to as they are.</summary>
    [Theory]
    [InlineData("Léa <lea@bücher.test>", "lea@xn--bcher-kva.test")]
    [InlineData("<\"lea..m\"@client.test>", "\"lea..m\"@client.test")]
    [InlineData("-lea@client.test", "-lea@client.test")]
    [InlineData("<O'Lea+x=y/z@client.test>", "O'Lea+x=y/z@client.test")]
    public async Task A_rare_address_gets_its_reply(string from, string address)
    {
        await using var service = await Sending().StartAsync();
        await DeliverAsync("", from, address);

        await service.BecomesAsync("Assurance", MailState.Answered);

        var sent = _smtp.Taken.ShouldHaveSingleItem();
        sent.To.ShouldBe(address);
        InternetAddressList.Parse(Raw(sent)["To"]!).Mailboxes.ShouldHaveSingleItem().GetAddress(idnEncode: true).ShouldBe(address);
    }

    /// <summary>M8: a thread of a thousand mails keeps its first and its newest, folded; the mail's own identifier comes last.</summary>
    [Fact]
    public async Task A_thousand_references_are_folded_and_bounded()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var question = Question();
        question.References.AddRange(Enumerable.Range(0, 1000).Select(i => $"{i}.{new string('a', 40)}@client.test"));
        await server.DeliverAsync(_author, question);

        var reply = (await RawMail.FirstAsync(server, _asker)).ShouldBeWellFormed();

        var references = reply["References"]!.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        references.Length.ShouldBe(30);
        references[0].ShouldStartWith("<0.");
        references[^2].ShouldStartWith("<999.");
        references[^1].ShouldBe($"<{question.MessageId}>");
        reply["In-Reply-To"].ShouldBe($"<{question.MessageId}>");
    }

    /// <summary>M8: without an identifier there is nothing to reply to, but the thread stays.</summary>
    [Fact]
    public async Task A_mail_without_an_identifier_is_answered_in_its_thread()
    {
        await using var service = await new Service(server, _author).StartAsync();
        await DeliverAsync($"References: <one@client.test>\r\n <two@client.test>\r\n");

        var reply = (await RawMail.FirstAsync(server, _asker)).ShouldBeWellFormed();

        reply["In-Reply-To"].ShouldBeNull();
        reply["References"].ShouldBe("<one@client.test> <two@client.test>");
    }

    /// <summary>M8: where only In-Reply-To tells the thread, it stands in for References. The mail it names is one that the ledger holds.</summary>
    [Fact]
    public async Task A_mail_that_only_says_what_it_replies_to_is_answered_in_its_thread()
    {
        await using var service = await new Service(server, _author).StartAsync();
        var first = Mails.From(_asker, _author, "Crêpes", Posts.UnknownQuestion);
        await server.DeliverAsync(_author, first);
        var waits = await service.BecomesAsync("Crêpes", MailState.Waiting);
        new Storage.Verdicts(service.Database, TimeProvider.System).Dismiss(waits.Entry.Id, "");
        await DeliverAsync($"In-Reply-To: <{first.MessageId}>\r\nMessage-ID: <two@client.test>\r\n");

        var reply = (await RawMail.FirstAsync(server, _asker)).ShouldBeWellFormed();

        reply["In-Reply-To"].ShouldBe("<two@client.test>");
        reply["References"].ShouldBe($"<{first.MessageId}> <two@client.test>");
    }

    /// <summary>M7: a conversation that already went round between machines is marked once.</summary>
    [Theory]
    [InlineData("Re: Auto: Re: auto: Assurance", "Auto: Assurance")]
    [InlineData("Re: Re: Re:", "Auto: votre message")]
    [InlineData("", "Auto: votre message")]
    [InlineData("Re: Réponse automatique", "Auto: Re: Réponse automatique")]
    public async Task The_subject_is_marked_once(string original, string marked)
    {
        await using var service = await new Service(server, _author).StartAsync();
        await server.DeliverAsync(_author, Mails.From(_asker, _author, original, Posts.InsuranceQuestion));

        (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem().Subject.ShouldBe(marked);
    }

    /// <summary>M9, M10, M1, M2, M3: what she sends is a person's mail, to where she would send it, and comes back to her if it can't be delivered.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_she_sends_from_the_queue_is_a_mail_of_hers(bool inHerOwnWords)
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        var question = Question();
        question.ReplyTo.Add(new MailboxAddress("Léa chez elle", _other.Address));
        await server.DeliverAsync(_author, question);

        await AnswerAsync(service, inHerOwnWords);

        var reply = (await RawMail.FirstAsync(server, _other)).ShouldBeWellFormed();
        reply.Written.ShouldBe(WrittenByHer);
        reply["Return-Path"].ShouldBe($"<{_author.Address}>");
        reply["From"].ShouldBe($"Sylvie Marchetti <{_author.Address}>");
        reply["To"]!.ShouldEndWith($" <{_other.Address}>");
        reply["Subject"].ShouldBe("Re: Assurance");
        reply["In-Reply-To"].ShouldBe($"<{question.MessageId}>");
        reply["References"].ShouldBe($"<{question.MessageId}>");
        await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    /// <summary>M3 doesn't hold for her: she is told when her own reply can't be delivered.</summary>
    [Fact]
    public async Task Her_own_reply_suppresses_no_report()
    {
        _smtp.Answers("EHLO", "250-scripted\r\n250-DSN\r\n250 8BITMIME");
        await using var service = await Sending(Mode.Draft).StartAsync();
        await server.DeliverAsync(_author, Question());

        await AnswerAsync(service);
        await service.BecomesAsync("Assurance", MailState.AnsweredByAuthor);

        Said("MAIL").ShouldStartWith($"MAIL FROM:<{_author.Address}>");
        Said("RCPT").ShouldBe($"RCPT TO:<{_asker.Address}>");
    }

    /// <summary>M9, M10, M8: a draft is hers to send, and looks so.</summary>
    [Fact]
    public async Task A_draft_is_a_mail_of_hers()
    {
        await using var service = await new Service(server, _author, Mode.Draft).StartAsync();
        var question = Question();
        question.ReplyTo.Add(new MailboxAddress("Léa chez elle", _other.Address));
        question.Cc.Add(new MailboxAddress("Tom", "tom@client.test"));
        await server.DeliverAsync(_author, question);

        var draft = (await RawMail.FirstAsync(server, _author, "Drafts")).ShouldBeWellFormed();

        draft.Written.ShouldBe(WrittenByHer);
        draft["From"].ShouldBe($"Sylvie Marchetti <{_author.Address}>");
        draft["To"]!.ShouldEndWith($" <{_other.Address}>");
        draft["Subject"].ShouldBe("Re: Assurance");
        draft["In-Reply-To"].ShouldBe($"<{question.MessageId}>");
    }

    /// <summary>M11: it says in the asker's language that a machine wrote it, cites what was asked and no more, and returns no file.</summary>
    [Theory]
    [InlineData(Posts.InsuranceQuestion, "Ceci est une réponse automatique", "c'est moi qui le lirai")]
    [InlineData("Hello Sylvie,\n\nCan I work for my clients from abroad, from another country?\n\nThanks", "This is an automatic answer", "I will read it myself")]
    public async Task It_says_what_it_is_and_returns_nothing(string asked, string says, string reach)
    {
        await using var service = await new Service(server, _author).StartAsync();
        var question = Mails.From(_asker, _author, "Question", asked);
        question.Body = WithFile(asked);
        await server.DeliverAsync(_author, question);

        var reply = (await server.WaitForAsync(_asker, "INBOX", 1)).ShouldHaveSingleItem();

        foreach (var words in (string[])[reply.TextBody!, System.Net.WebUtility.HtmlDecode(reply.HtmlBody!)])
        {
            words.ShouldContain(says);
            words.ShouldContain(reach);
        }

        reply.BodyParts.Count().ShouldBe(2);
        reply.ToString().ShouldNotContain("secret");
        reply.ToString().Length.ShouldBeLessThan(10_000);
    }

    /// <summary>M12, M1: where nobody proves a sender and the server keeps no return path, nothing goes out.</summary>
    [Fact]
    public async Task Nothing_is_done_for_a_sender_whom_nobody_proved()
    {
        await using var service = new Service(server, _author);
        service.Settings = service.Settings with { Screening = new() { AuthenticationServer = "mx.example.test" } };
        await service.StartAsync();
        await server.DeliverAsync(_author, Question().With("Authentication-Results", "mx.elsewhere.test; dmarc=pass header.from=client.test"));

        (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Reason.Details[0].ShouldBe("N16");
        await service.RestsAsync();
        (await server.ReadAsync(_asker)).ShouldBeEmpty();
    }

    public void Dispose() => _smtp.Dispose();

    private MimeMessage Question() => Mails.From(_asker, _author, "Assurance", Posts.InsuranceQuestion);

    private static MimeEntity WithFile(string text)
    {
        var body = new BodyBuilder { TextBody = text };
        body.Attachments.Add("contrat.txt", "Mon secret"u8.ToArray());
        return body.ToMessageBody();
    }

    private static RawMail Raw(TakenMail mail) => new(System.Text.Encoding.Latin1.GetBytes(mail.Text.ReplaceLineEndings("\r\n")));

    private Task DeliverAsync(string fields, string? from = null, string? envelopeFrom = null) => server.DeliverRawAsync(
        _author,
        System.Text.Encoding.UTF8.GetBytes($"From: {from ?? _asker.Address}\r\nTo: {_author.Address}\r\nSubject: Assurance\r\nContent-Type: text/plain; charset=utf-8\r\n{fields}\r\n{Posts.InsuranceQuestion}\r\n"),
        envelopeFrom ?? _asker.Address);

    private static async Task AnswerAsync(Service service, bool inHerOwnWords = false)
    {
        var id = (await service.BecomesAsync("Assurance", MailState.Waiting)).Entry.Id;
        var words = Path.Combine(service.DataFolder, "reply.txt");
        await File.WriteAllTextAsync(words, "Oui, bien sûr.", TestContext.Current.CancellationToken);
        var printed = await Support.Program.RunAsync(Support.Program.EnvironmentOf(service), ["queue", "answer", $"{id}", .. inHerOwnWords ? (string[])["--text", words] : []]);
        printed.ExitCode.ShouldBe(0, printed.Errors);
    }

    private Service Sending(Mode mode = Mode.Answer)
    {
        var service = new Service(server, _author, mode);
        service.Settings = service.Settings with { Smtp = service.Settings.Smtp with { Server = _smtp.Server } };
        return service;
    }

    private string Said(string command) => _smtp.Heard.Where(c => c.StartsWith(command, StringComparison.Ordinal)).ShouldHaveSingleItem();

    private static (OutboxStep Step, string MessageId) Recorded(Service service)
    {
        using var connection = service.Database.Open();
        var (step, id) = Dapper.SqlMapper.QuerySingle<(string Step, string Id)>(connection, "SELECT step, message_id FROM outbox");
        return (Enum.Parse<OutboxStep>(step), id);
    }
}
