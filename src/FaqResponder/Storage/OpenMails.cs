using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A mail that waits for the author, and the places where it lies, as far as they are known.</summary>
internal sealed record WaitingMail(long Id, IReadOnlyList<(long UidValidity, string Uid)> Places);

/// <summary>What reconciliation asks of the ledger: the mails that are not at their end, and how they can come to it.</summary>
internal sealed class OpenMails(Database database, TimeProvider clock)
{
    /// <summary>The mails that wait for the author, but for those that bear our own \Answered, since a reply to them came back.</summary>
    public IReadOnlyList<WaitingMail> Waiting(string mailbox)
    {
        using var connection = database.Open();
        var rows = connection.Query<(long Id, long? Validity, string? Uid)>(
            """
            SELECT m.id, s.uid_validity, s.uid FROM mails m LEFT JOIN positions p ON p.mailbox = m.mailbox
            LEFT JOIN sightings s ON s.mail_id = m.id AND s.mailbox = m.mailbox AND s.uid_validity = p.uid_validity
            WHERE m.state = 'Waiting' AND m.mailbox = @mailbox AND m.erased_at IS NULL
            AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.flagged_at IS NOT NULL) ORDER BY m.id
            """,
            new { mailbox });
        return [.. rows.GroupBy(r => r.Id).Select(g => new WaitingMail(g.Key, [.. g.Where(r => r.Uid is not null).Select(r => (r.Validity!.Value, r.Uid!))]))];
    }

    /// <summary>Closes a mail that the author answered in her mail program.</summary>
    /// <returns>Whether it was still waiting.</returns>
    public bool CloseAnswered(long id) => Change((connection, transaction, now) =>
    {
        connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND kind = 'Draft' AND step = 'Recorded'", new { id }, transaction);
        MailLedger.Pass(connection, transaction, id, MailState.Waiting, MailState.AnsweredByAuthor, new(Because.AnsweredElsewhere), now);
    });

    /// <summary>The replies of which nobody knows whether they went out, by their Message-ID.</summary>
    public IReadOnlyDictionary<string, long> Uncertain(string mailbox)
    {
        using var connection = database.Open();
        return connection.Query<(string MessageId, long Mail)>(
            """
            SELECT o.message_id, o.mail_id FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE o.step = 'Uncertain' AND o.bounced_at IS NULL AND m.state = 'Waiting' AND m.reason = 'SendUnknown' AND m.mailbox = @mailbox
            """,
            new { mailbox }).ToDictionary(r => r.MessageId, r => r.Mail);
    }

    /// <summary>Closes a mail whose uncertain reply was found in Sent after all.</summary>
    /// <returns>Whether it was still waiting.</returns>
    public bool CloseSent(string messageId, long mailId) => Change((connection, transaction, now) =>
    {
        var kind = connection.ExecuteScalar<string>(
            "UPDATE outbox SET step = 'Done', done_at = @at, copied_at = @at WHERE message_id = @messageId AND step = 'Uncertain' RETURNING kind",
            new { messageId, at = now.Stored() }, transaction) ?? throw new StaleStateException(mailId, MailState.Waiting);
        MailLedger.Pass(connection, transaction, mailId, MailState.Waiting, MailState.Answering, new(Because.FoundInSent), now);
        MailLedger.Pass(connection, transaction, mailId, MailState.Answering, kind == "FromAuthor" ? MailState.AnsweredByAuthor : MailState.Answered, new(Because.FoundInSent), now);
    });

    /// <summary>
    /// Takes back automatic replies that have been waiting to go out for too long, since answering is paused: their mails would be in nobody's sight.
    /// </summary>
    /// <returns>How many.</returns>
    public int WithdrawHeldUp(string mailbox, TimeSpan longest)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        // What the server puts off is given up in its own time, with the server's words.
        if (!Switches.IsPaused(connection, transaction)) return 0;
        var now = clock.GetUtcNow();
        var stale = connection.Query<(long Id, long Mail)>(
            """
            SELECT o.id, o.mail_id FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE o.step = 'Recorded' AND o.kind = 'Automatic' AND o.recorded_at < @before AND m.mailbox = @mailbox
            """,
            new { mailbox, before = (now - longest).Stored() }, transaction).ToList();
        foreach (var (id, mail) in stale)
        {
            connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE id = @id", new { id }, transaction);
            MailLedger.Pass(connection, transaction, mail, MailState.Answering, MailState.Waiting, new(Because.HeldUp), now);
        }

        transaction.Commit();
        return stale.Count;
    }

    /// <summary>
    /// Mails that stand where none can stay: being answered without a reply that goes out, or taken in and not decided for long. No way of the program
    /// leads there; a ledger that was restored or edited by hand may hold some.
    /// </summary>
    public IReadOnlyList<long> Stuck(string mailbox, TimeSpan longest)
    {
        using var connection = database.Open();
        return [.. connection.Query<long>(
            """
            SELECT m.id FROM mails m WHERE m.mailbox = @mailbox AND (
                m.state = 'Decided' OR m.state = 'Uncertain'
                OR (m.state = 'Received' AND m.changed_at < @before)
                OR (m.state = 'Answering' AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.step IN ('Recorded', 'Sending')))) ORDER BY m.id
            """,
            new { mailbox, before = (clock.GetUtcNow() - longest).Stored() })];
    }

    // Whoever was quicker, the author or another worker, is right.
    private bool Change(Action<SqliteConnection, SqliteTransaction, DateTimeOffset> change)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        try
        {
            change(connection, transaction, clock.GetUtcNow());
            transaction.Commit();
            return true;
        }
        catch (StaleStateException)
        {
            return false;
        }
    }
}
