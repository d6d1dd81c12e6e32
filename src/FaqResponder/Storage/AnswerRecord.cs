using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the outbox says of earlier answers, inside the transaction in which the next one is decided.</summary>
internal sealed class AnswerRecord(SqliteConnection connection, SqliteTransaction transaction, TimeProvider clock)
{
    private const int MostReferences = 100;
    private const string IsLive = "o.kind <> 'Draft' AND o.step IN ('Recorded', 'Sending', 'Done', 'Uncertain')";

    /// <summary>What is known of the conversation that a mail belongs to.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="repliesByItsSubject">Whether its subject says that it replies to an automatic answer, though some programs leave out what it replies to.</param>
    public ThreadHistory Thread(IncomingMail mail, bool repliesByItsSubject)
    {
        string[] ids = [.. mail.InReplyTo.Concat(mail.References).Distinct().TakeLast(MostReferences)];
        if (ids.Length == 0 && !repliesByItsSubject) return ThreadHistory.None;
        // The newest first: a mail names all that stand before it in the thread.
        var ours = connection.Query<(long Id, long Mail, string Kind)>(
            $"SELECT o.id, o.mail_id, o.kind FROM outbox o WHERE o.message_id IN @ids AND {IsLive} ORDER BY o.id DESC", new { ids }, transaction).ToList();
        if (ours.Count == 0 && repliesByItsSubject)
        {
            ours = [.. connection.Query<(long Id, long Mail, string Kind)>(
                $"""
                SELECT o.id, o.mail_id, o.kind FROM outbox o JOIN mails m ON m.id = o.mail_id
                WHERE m.asker = @asker AND o.kind = 'Automatic' AND {IsLive} ORDER BY o.id DESC LIMIT 1
                """,
                new { asker = mail.Asker?.Address.ToLowerInvariant() ?? "" }, transaction)];
        }

        var answered = ours.Count > 0 || connection.ExecuteScalar<int>(
            $"""
            SELECT COUNT(*) FROM mails m WHERE m.message_id IN @ids AND (m.state = 'AnsweredByAuthor' OR m.reason = 'AlreadyAnswered'
                OR EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND {IsLive}))
            """,
            new { ids }, transaction) > 0;
        var replies = ours.FirstOrDefault(o => o.Kind == "Automatic" || ours.Count == 1);
        var isReply = replies.Kind == "Automatic";
        RepliesTo = isReply ? replies.Id : null;
        var posts = connection.Query<(string Id, string? Title)>(
            $"""
            SELECT DISTINCT s.post_id, p.title FROM outbox o JOIN outbox_posts s ON s.outbox_id = o.id LEFT JOIN posts p ON p.id = s.post_id
            WHERE o.id IN @answers OR (o.mail_id IN (SELECT id FROM mails WHERE message_id IN @ids) AND {IsLive})
            """,
            new { ids, answers = ours.Select(o => o.Id) }, transaction).ToList();
        return new(isReply ? string.Join(" » + « ", posts.Select(p => p.Title ?? p.Id)) : null, [.. posts.Select(p => p.Id)], answered, !answered && IsUnknown(mail));
    }

    /// <summary>The automatic answer that the last mail asked for replies to; <see langword="null"/> when it replies to none.</summary>
    public long? RepliesTo { get; private set; }

    /// <summary>Records what an asker thought of an automatic answer.</summary>
    public void Judge(long answer, Because verdict) => connection.Execute(
        "UPDATE outbox SET verdict = @verdict, verdict_at = @now WHERE id = @answer", new { answer, verdict = verdict.ToString(), now = clock.GetUtcNow().Stored() }, transaction);

    /// <summary>
    /// Ties a report to the reply that it is about: a reply that came back makes its mail wait again, and no machine writes to that address any more. A
    /// report proves only what names a Message-ID that we gave (anybody can write one).
    /// </summary>
    /// <returns>The reason to file the report with; <see langword="null"/> when it is about no reply of ours.</returns>
    public Reason? Tie(MailReport report)
    {
        if (report is not { OriginalMessageId: { } id, Kind: ReportKind.Bounce or ReportKind.Complaint }) return null;
        if (connection.QueryFirstOrDefault<(long Id, long Mail, string Recipient)?>(
            $"SELECT o.id, o.mail_id, o.recipient FROM outbox o WHERE o.message_id = @id AND {IsLive}", new { id }, transaction) is not { } reply) return null;
        var now = clock.GetUtcNow();
        connection.Execute(
            "INSERT INTO unreachable (address, reason, at) VALUES (@address, @kind, @now) ON CONFLICT (address) DO NOTHING",
            new { address = reply.Recipient.ToLowerInvariant(), kind = report.Kind.ToString(), now = now.Stored() }, transaction);
        if (report.Kind is ReportKind.Complaint) return new(Because.ComplaintOfReply, reply.Recipient);
        var status = report.Status ?? "?";
        connection.Execute("UPDATE outbox SET bounced_at = @now WHERE id = @Id", new { reply.Id, now = now.Stored() }, transaction);
        if (MailLedger.StateOf(connection, transaction, reply.Mail) is var state and (MailState.Answered or MailState.AnsweredByAuthor))
        {
            MailLedger.Pass(connection, transaction, reply.Mail, state, MailState.Waiting, new(Because.NotDelivered, reply.Recipient, status), now);
        }

        return new(Because.BounceOfReply, reply.Recipient, status);
    }

    // Its parent is neither a mail of the ledger nor a reply of ours.
    private bool IsUnknown(IncomingMail mail) => mail.InReplyTo.Count > 0 && connection.ExecuteScalar<int>(
        "SELECT (SELECT COUNT(*) FROM mails WHERE message_id IN @ids) + (SELECT COUNT(*) FROM outbox WHERE message_id IN @ids)",
        new { ids = mail.InReplyTo.Take(MostReferences).ToArray() }, transaction) == 0;

    /// <summary>Earlier answers as the gates ask for them. Replies that were refused or withdrawn never reached anybody and don't count.</summary>
    public AnswerHistory For(string asker, Mode mode, TimeSpan repeatAfter)
    {
        var now = clock.GetUtcNow();
        var sent = connection.Query<string>(
            """
            SELECT DISTINCT p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id JOIN mails m ON m.id = o.mail_id
            WHERE m.asker = @asker AND o.kind <> 'Draft' AND o.step IN ('Recorded', 'Sending', 'Done', 'Uncertain') AND o.recorded_at > @since
            """,
            new { asker = asker.ToLowerInvariant(), since = (now - repeatAfter).Stored() }, transaction).ToList();
        var toAsker = connection.ExecuteScalar<int>(
            """
            SELECT COUNT(*) FROM mails m JOIN outbox o ON o.mail_id = m.id
            WHERE m.asker = @asker AND o.kind = 'Automatic' AND o.step IN ('Recorded', 'Sending', 'Done', 'Uncertain') AND o.recorded_at > @day
            """,
            new { asker = asker.ToLowerInvariant(), day = now.AddDays(-1).Stored() }, transaction);
        var toDomain = connection.ExecuteScalar<int>(
            """
            SELECT COUNT(*) FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE m.asker LIKE @domain ESCAPE '\' AND o.kind = 'Automatic' AND o.step IN ('Recorded', 'Sending', 'Done', 'Uncertain') AND o.recorded_at > @day
            """,
            new { domain = DomainPattern(asker), day = now.AddDays(-1).Stored() }, transaction);
        // outbox_by_time holds all that this asks for: the rows themselves, with their mails in full, aren't read.
        var (hour, day) = connection.QuerySingle<(int, int)>(
            """
            SELECT COALESCE(SUM(CASE WHEN recorded_at > @hour THEN 1 ELSE 0 END), 0), COUNT(*) FROM outbox
            WHERE kind = 'Automatic' AND step IN ('Recorded', 'Sending', 'Done', 'Uncertain') AND recorded_at > @day
            """,
            new { hour = now.AddHours(-1).Stored(), day = now.AddDays(-1).Stored() }, transaction);
        return new(mode, Switches.IsPaused(connection, transaction), sent, toAsker, toDomain, hour, day)
        {
            Asker = asker,
            IsUnreachable = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM unreachable WHERE address = @asker", new { asker = asker.ToLowerInvariant() }, transaction) > 0,
        };
    }

    private static string DomainPattern(string asker) => "%" + asker.ToLowerInvariant()[Math.Max(0, asker.LastIndexOf('@'))..]
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
