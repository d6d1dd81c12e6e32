using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

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
        var now = clock.GetUtcNow();
        MailLedger.Pass(connection, transaction, mailId, MailState.Waiting, MailState.Answering, new(Because.AuthorAnswers, titles), now);
        Outbox.Add(connection, transaction, mailId, reply, now);
        transaction.Commit();
    }

    /// <summary>Closes a mail without an answer.</summary>
    /// <exception cref="StaleStateException">The mail does not wait any more.</exception>
    public void Dismiss(long mailId, string note)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        MailLedger.Pass(connection, transaction, mailId, MailState.Waiting, MailState.Dismissed, new(Because.AuthorDismissed, note), clock.GetUtcNow());
        transaction.Commit();
    }
}
