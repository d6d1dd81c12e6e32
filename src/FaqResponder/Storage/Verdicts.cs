using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the author says of a waiting mail. It only writes; the worker sends.</summary>
internal sealed class Verdicts(Database database, TimeProvider clock)
{
    /// <summary>Records her reply: the mail leaves the queue, the worker will send it.</summary>
    /// <exception cref="StaleStateException">The mail does not wait any more.</exception>
    public void Answer(long mailId, NewReply reply, string titles)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Answer(connection, transaction, mailId, reply, new(Because.AuthorAnswers, titles), clock.GetUtcNow());
        transaction.Commit();
    }

    internal static void Answer(SqliteConnection connection, SqliteTransaction transaction, long mailId, NewReply reply, Reason reason, DateTimeOffset now)
    {
        MailLedger.Pass(connection, transaction, mailId, MailState.Waiting, MailState.Answering, reason, now);
        WithdrawDraft(connection, transaction, mailId);
        Outbox.Add(connection, transaction, mailId, reply, now);
    }

    // A draft that lies in her Drafts already is hers; one that is not yet there has no more use.
    private static void WithdrawDraft(SqliteConnection connection, SqliteTransaction transaction, long mailId) =>
        connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @mailId AND kind = 'Draft' AND step = 'Recorded'", new { mailId }, transaction);

    /// <summary>Closes a mail without an answer.</summary>
    /// <exception cref="StaleStateException">The mail does not wait any more.</exception>
    public void Dismiss(long mailId, string note)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Dismiss(connection, transaction, mailId, new(Because.AuthorDismissed, note), clock.GetUtcNow());
        transaction.Commit();
    }

    internal static void Dismiss(SqliteConnection connection, SqliteTransaction transaction, long mailId, Reason reason, DateTimeOffset now)
    {
        MailLedger.Pass(connection, transaction, mailId, MailState.Waiting, MailState.Dismissed, reason, now);
        WithdrawDraft(connection, transaction, mailId);
    }
}
