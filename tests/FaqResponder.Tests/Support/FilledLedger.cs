using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;
using FaqResponder.Storage;

namespace FaqResponder.Support;

/// <summary>A ledger in which mails came, waited and were answered, without a mail server.</summary>
internal sealed class FilledLedger
{
    public const string Box = "fake";

    private readonly MailLedger _ledger;
    private readonly Leases _leases;
    private readonly Verdicts _verdicts;
    private readonly TimeProvider _clock;
    private int _number;

    public FilledLedger(string dataFolder, TimeProvider? clock = null)
    {
        _clock = clock ?? TimeProvider.System;
        Database = new(dataFolder);
        Database.Migrate();
        (_ledger, _leases, _verdicts) = (new(Database, _clock), new(Database, _clock), new(Database, _clock));
        (Outbox, Reader, Lessons, Phrasings, Posts) = (new(Database, _clock), new(Database), new(Database, _clock), new(Database, _clock), new(Database, _clock));
    }

    public Database Database { get; }

    public Outbox Outbox { get; }

    public LedgerReader Reader { get; }

    public Lessons Lessons { get; }

    public PhrasingStore Phrasings { get; }

    public PostStore Posts { get; }

    public MailLedger Ledger => _ledger;

    /// <summary>A mail that was taken in.</summary>
    public long Received(IncomingMail mail)
    {
        _ledger.TakeIn(Box, 1, [new($"{++_number}", mail)]);
        return Reader.List(1)[0].Id;
    }

    /// <summary>A mail with its decision.</summary>
    public long Decided(IncomingMail mail, RecordedDecision decision)
    {
        var id = Received(mail);
        _ledger.RecordDecisions(_ledger.TakeUndecided(Box, 10), (_, _) => decision with { Asked = decision.Asked.Count > 0 ? decision.Asked : MailReader.Read(mail).Asked });
        return id;
    }

    /// <summary>A mail that waits for the author.</summary>
    public long Waiting(IncomingMail mail, NewReply? draft = null) => Decided(mail, Some.Waiting(draft));

    /// <summary>A mail that the author answered with posts.</summary>
    public long Answered(IncomingMail mail, params string[] posts)
    {
        var id = Waiting(mail);
        _verdicts.Answer(id, Reply(mail, ReplyKind.FromAuthor, posts), string.Join(", ", posts));
        Send();
        return id;
    }

    /// <summary>A reply to a mail, addressed to its asker.</summary>
    public NewReply Reply(IncomingMail mail, ReplyKind kind, params string[] posts) =>
        Some.Reply(kind, $"r{_number}@example.test", posts) with { Recipient = mail.Asker!.Address, Subject = $"Re: {mail.Subject}", Mime = System.Text.Encoding.UTF8.GetBytes($"To: {mail.Asker}\r\n\r\n> {mail.Text}") };

    /// <summary>The server takes all replies that are recorded.</summary>
    public void Send()
    {
        _leases.TryTake(Box).Taken.ShouldBeTrue();
        (OutboxEntry, SendOutcome)? last = null;
        while (Outbox.Next(last, Box, _leases.Owner) is { } reply) last = (reply, new SendOutcome.Accepted());
        _leases.Release(Box);
    }

    /// <summary>A reply is handed to the server, which says nothing yet.</summary>
    public OutboxEntry BeginToSend()
    {
        _leases.TryTake(Box).Taken.ShouldBeTrue();
        return Outbox.Next(null, Box, _leases.Owner)!;
    }
}
