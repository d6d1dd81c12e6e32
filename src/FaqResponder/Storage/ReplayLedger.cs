using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

namespace FaqResponder.Storage;

/// <summary>A mail that was replayed: what would have become of it, and what the author did.</summary>
/// <param name="Decided">Why it was left to her, or would have been answered.</param>
/// <param name="Ready">The posts that would have gone out, or would have been laid ready in a draft; empty for none.</param>
/// <param name="Best">The best suggestion with its confidence; <see langword="null"/> for none.</param>
internal sealed record ReplayedMail(long Id, DateTimeOffset ArrivedAt, Because Decided, IReadOnlyList<string> Ready, (string PostId, double Confidence)? Best)
{
    /// <summary>By what it is known elsewhere.</summary>
    public string? MessageId { get; init; }

    /// <summary>When she replied first; <see langword="null"/> when she never did.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>The posts in her replies.</summary>
    public IReadOnlyList<string> Told { get; init; } = [];

    /// <summary>The place among the suggestions of the first post that is in her replies, from 0; <see langword="null"/> for none.</summary>
    public int? PlaceOfTold { get; init; }
}

/// <summary>The words of a mail that was replayed, and of her reply.</summary>
internal sealed record ReplayedWords(string Asker, string Subject, string Asked, string Reply);

/// <summary>What only a replay does with a ledger, which is its own: replies count as sent without being sent, and the outcome is read as a whole.</summary>
internal sealed class ReplayLedger(Database database)
{
    private const string Cursor = "replayed";

    /// <summary>The time up to which everything is replayed; <see langword="null"/> at the beginning.</summary>
    public DateTimeOffset? ReplayedUntil
    {
        get
        {
            using var connection = database.Open();
            return Times.Read(connection.ExecuteScalar<long?>("SELECT at FROM switches WHERE name = @Cursor", new { Cursor }));
        }
    }

    public void RecordReplayed(DateTimeOffset until)
    {
        using var connection = database.Open();
        connection.Execute(
            "INSERT INTO switches (name, value, at) VALUES (@Cursor, 'done', @at) ON CONFLICT (name) DO UPDATE SET at = excluded.at", new { Cursor, at = until.Stored() });
    }

    /// <summary>Records automatic replies as sent whose time has come by a moment.</summary>
    public void SendDue(string mailbox, DateTimeOffset moment)
    {
        using var connection = database.Open();
        var due = connection.Query<(long Id, long Mail, string Recipient, long At)>(
            """
            SELECT o.id, o.mail_id, o.recipient, o.next_try_at FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE o.kind = 'Automatic' AND o.step = 'Recorded' AND o.next_try_at <= @moment AND m.mailbox = @mailbox ORDER BY o.next_try_at
            """,
            new { moment = moment.Stored(), mailbox }).ToList();
        if (due.Count == 0) return;
        using var transaction = connection.BeginTransaction();
        foreach (var (id, mail, recipient, at) in due)
        {
            connection.Execute("UPDATE outbox SET step = 'Done', done_at = @at WHERE id = @id", new { id, at }, transaction);
            MailLedger.Pass(connection, transaction, mail, MailState.Answering, MailState.Answered, new(Because.Sent, recipient), Times.Read(at));
        }

        transaction.Commit();
    }

    /// <summary>The mail that arrived at a place.</summary>
    public long? MailAt(string mailbox, long uidValidity, string uid)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long?>("SELECT mail_id FROM sightings WHERE mailbox = @mailbox AND uid_validity = @uidValidity AND uid = @uid", new { mailbox, uidValidity, uid });
    }

    /// <summary>All that was replayed, in the order in which it arrived.</summary>
    public IReadOnlyList<ReplayedMail> All()
    {
        using var connection = database.Open();
        var ready = connection.Query<(long Mail, string Post)>("SELECT o.mail_id, p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id").ToLookup(r => r.Mail, r => r.Post);
        var told = connection.Query<(long Mail, string Post)>("SELECT DISTINCT r.mail_id, p.post_id FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id").ToLookup(r => r.Mail, r => r.Post);
        return [.. connection.Query<(long Id, long ArrivedAt, string Decided, string? Best, double? Confidence, long? AnsweredAt, long? Place, string? MessageId)>(
            """
            SELECT m.id, m.arrived_at, h.reason, s.post_id, s.confidence, (SELECT MIN(r.sent_at) FROM own_replies r WHERE r.mail_id = m.id),
                (SELECT MIN(t.place) FROM suggestions t JOIN own_reply_posts p ON p.post_id = t.post_id JOIN own_replies r ON r.id = p.reply_id AND r.mail_id = m.id WHERE t.mail_id = m.id), m.message_id
            FROM mails m JOIN history h ON h.mail_id = m.id AND h.state = 'Decided' LEFT JOIN suggestions s ON s.mail_id = m.id AND s.place = 0 ORDER BY m.arrived_at, m.id
            """).Select(r => new ReplayedMail(
                r.Id, Times.Read(r.ArrivedAt), Enum.Parse<Because>(r.Decided), [.. ready[r.Id].Distinct()], r is { Best: { } best, Confidence: { } confidence } ? (best, confidence) : null)
            {
                MessageId = r.MessageId,
                AnsweredAt = Times.Read(r.AnsweredAt),
                Told = [.. told[r.Id]],
                PlaceOfTold = (int?)r.Place,
            })];
    }

    /// <summary>What a mail says, and what she replied.</summary>
    public ReplayedWords Words(long id)
    {
        using var connection = database.Open();
        var (asker, subject, asked, reply) = connection.QuerySingle<(string, string, string?, string?)>(
            """
            SELECT m.asker, m.subject, q.asked, (SELECT r.words FROM own_replies r WHERE r.mail_id = m.id ORDER BY r.sent_at LIMIT 1)
            FROM mails m LEFT JOIN mail_questions q ON q.mail_id = m.id WHERE m.id = @id
            """,
            new { id });
        return new(asker, subject, asked ?? "", reply ?? "");
    }
}
