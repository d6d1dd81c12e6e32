using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Replies that came back, and the addresses that no machine writes to any more.</summary>
internal sealed class Returns(SqliteConnection connection, SqliteTransaction transaction, TimeProvider clock)
{
    /// <summary>
    /// Ties a report to the reply that it is about: a reply that came back makes its mail wait again, and no machine writes to that address any more. A
    /// report proves only what names a Message-ID that we gave (anybody can write one).
    /// </summary>
    /// <returns>The reason to file the report with; <see langword="null"/> when it is about no reply of ours.</returns>
    public Reason? Tie(MailReport report)
    {
        if (report is not { OriginalMessageId: { } id, Kind: ReportKind.Bounce or ReportKind.Complaint }) return null;
        if (connection.QueryFirstOrDefault<(long Id, long Mail, string Recipient, string Step)?>(
            $"SELECT o.id, o.mail_id, o.recipient, o.step FROM outbox o WHERE o.message_id = @id AND {AnswerRecord.IsLive}", new { id }, transaction) is not { } reply) return null;
        var now = clock.GetUtcNow();
        connection.Execute(
            "INSERT INTO unreachable (address, reason, at) VALUES (@address, @kind, @now) ON CONFLICT (address) DO NOTHING",
            new { address = reply.Recipient.ToLowerInvariant(), kind = report.Kind.ToString(), now = now.Stored() }, transaction);
        if (report.Kind is ReportKind.Complaint) return new(Because.ComplaintOfReply, reply.Recipient);
        var status = report.Status ?? "?";
        connection.Execute("UPDATE outbox SET bounced_at = @now WHERE id = @Id", new { reply.Id, now = now.Stored() }, transaction);
        var returned = new Reason(Because.NotDelivered, reply.Recipient, status);
        var state = MailLedger.StateOf(connection, transaction, reply.Mail);
        // One in doubt did go out, then, and did not arrive.
        var inDoubt = state is MailState.Waiting && reply.Step == nameof(OutboxStep.Uncertain);
        if (inDoubt) MailLedger.Pass(connection, transaction, reply.Mail, state, MailState.Answering, returned, now);
        if (inDoubt || state is MailState.Answered or MailState.AnsweredByAuthor)
        {
            MailLedger.Pass(connection, transaction, reply.Mail, inDoubt ? MailState.Answering : state, MailState.Waiting, returned, now);
        }

        return new(Because.BounceOfReply, reply.Recipient, status);
    }

    /// <summary>Whether mail to an address came back, or was complained of.</summary>
    public bool IsUnreachable(string address) =>
        connection.ExecuteScalar<int>("SELECT COUNT(*) FROM unreachable WHERE address = @address", new { address = address.ToLowerInvariant() }, transaction) > 0;
}
