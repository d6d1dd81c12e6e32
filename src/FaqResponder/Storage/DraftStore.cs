using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What became of a draft of ours that lay in her Drafts.</summary>
internal enum DraftEnd
{
    /// <summary>We took it away: the matter was closed elsewhere, or a better one took its place.</summary>
    Removed,

    /// <summary>She edits it: another one lies in its place.</summary>
    Edited,

    /// <summary>She sent it, or threw it away: which of the two, her Sent tells.</summary>
    Gone,
}

/// <summary>A draft of ours that lies in her Drafts, as far as is known.</summary>
/// <param name="Id">Its number in the outbox.</param>
/// <param name="MessageId">Its own Message-ID.</param>
/// <param name="Answers">The Message-ID of the mail that it answers; <see langword="null"/> when it has none.</param>
/// <param name="IsRemoved">Whether it was about to be taken away when somebody last wrote of it.</param>
/// <param name="IsWanted">Whether it has a use still: its mail waits, and no better draft takes its place.</param>
internal sealed record LyingDraft(long Id, long MailId, long UidValidity, string Uid, long Size, string MessageId, string? Answers, bool IsRemoved, bool IsWanted);

/// <summary>A draft that was put into her Drafts.</summary>
/// <param name="Uid">Its name there; empty where it isn't known.</param>
internal readonly record struct PutDraft(long Id, long UidValidity, string Uid, long Size);

/// <summary>Our drafts in her Drafts: one a mail, hers as soon as she touches it.</summary>
internal sealed class DraftStore(Database database, TimeProvider clock)
{
    /// <summary>Whether a draft (o, of the outbox) lies in her Drafts, as it was put or as she has changed it.</summary>
    internal const string IsThere = "o.kind = 'Draft' AND o.step = 'Done' AND NOT EXISTS (SELECT 1 FROM drafts d WHERE d.outbox_id = o.id AND d.ended IN ('Removed', 'Gone'))";

    // A mail on its way may still come back: her gesture is undone, or the server refuses.
    private const string Lying =
        """
        SELECT o.id AS Id, o.mail_id AS MailId, d.uid_validity AS UidValidity, d.uid AS Uid, d.size AS Size, o.message_id AS MessageId, m.message_id AS Answers,
            d.removing_at IS NOT NULL AS IsRemoved, (o.step = 'Done' AND m.state IN ('Waiting', 'Answering', 'Uncertain')) AS IsWanted
        FROM drafts d JOIN outbox o ON o.id = d.outbox_id JOIN mails m ON m.id = o.mail_id
        WHERE d.ended IS NULL AND m.mailbox = @mailbox ORDER BY o.id
        """;

    /// <summary>Records that drafts lie there now, and where; one whose place isn't known is hers from the beginning.</summary>
    public void Put(IReadOnlyList<PutDraft> drafts)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var draft in drafts)
        {
            connection.Execute("UPDATE outbox SET step = 'Done', done_at = @now WHERE id = @Id AND step = 'Recorded'", new { draft.Id, now = Now }, transaction);
            if (draft.Uid.Length > 0) connection.Execute(
                "INSERT INTO drafts (outbox_id, uid_validity, uid, size) VALUES (@Id, @UidValidity, @Uid, @Size) ON CONFLICT DO NOTHING", draft, transaction);
        }

        transaction.Commit();
    }

    /// <summary>The drafts that lie in her Drafts as they were put there, as far as is known.</summary>
    public IReadOnlyList<LyingDraft> AllLying(string mailbox)
    {
        using var connection = database.Open();
        return [.. connection.Query<Row>(Lying, new { mailbox }).Select(r => new LyingDraft(r.Id, r.MailId, r.UidValidity, r.Uid, r.Size, r.MessageId, r.Answers, r.IsRemoved, r.IsWanted))];
    }

    /// <summary>Records that a draft is about to be taken away: if it is found gone after that, it was us.</summary>
    public void BeginRemoval(long id)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE drafts SET removing_at = @now WHERE outbox_id = @id", new { id, now = Now });
    }

    /// <summary>The folder has numbered its mails anew: the draft lies there under another number.</summary>
    public void Move(long id, long uidValidity, string uid)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE drafts SET uid_validity = @uidValidity, uid = @uid WHERE outbox_id = @id AND ended IS NULL", new { id, uidValidity, uid });
    }

    /// <summary>Records what became of a draft. Once she has touched it, no other takes its place.</summary>
    public void End(long id, DraftEnd end)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        connection.Execute("UPDATE drafts SET ended = @end, ended_at = @at WHERE outbox_id = @id AND ended IS NULL", new { id, end = end.ToString(), at = now.Stored() }, transaction);
        if (end is not DraftEnd.Removed)
        {
            connection.Execute(
                "UPDATE outbox SET step = 'Withdrawn' WHERE kind = 'Draft' AND step = 'Recorded' AND mail_id = (SELECT mail_id FROM outbox WHERE id = @id)", new { id }, transaction);
        }

        if (end is DraftEnd.Edited) Note(connection, transaction, id, Because.DraftEdited, now);
        transaction.Commit();
    }

    /// <summary>
    /// The drafts that have been gone for some time, and no reply of hers came of them: she threw them away, which says that the suggestion was none. The mail goes on
    /// waiting.
    /// </summary>
    /// <returns>How many.</returns>
    public int NoteDiscarded(string mailbox, TimeSpan after)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        var gone = connection.Query<long>(
            """
            SELECT o.id FROM drafts d JOIN outbox o ON o.id = d.outbox_id JOIN mails m ON m.id = o.mail_id
            WHERE d.ended = 'Gone' AND d.ended_at < @before AND o.verdict IS NULL AND m.state = 'Waiting' AND m.mailbox = @mailbox
            AND NOT EXISTS (SELECT 1 FROM own_replies r WHERE r.mail_id = m.id)
            """,
            new { mailbox, before = (now - after).Stored() }, transaction).ToList();
        foreach (var id in gone)
        {
            connection.Execute("UPDATE outbox SET verdict = 'DraftDiscarded', verdict_at = @at WHERE id = @id", new { id, at = now.Stored() }, transaction);
            Note(connection, transaction, id, Because.DraftDiscarded, now);
        }

        transaction.Commit();
        return gone.Count;
    }

    private static void Note(SqliteConnection connection, SqliteTransaction transaction, long outboxId, Because because, DateTimeOffset now)
    {
        var mail = connection.ExecuteScalar<long>("SELECT mail_id FROM outbox WHERE id = @outboxId", new { outboxId }, transaction);
        if (MailLedger.StateOf(connection, transaction, mail) is MailState.Waiting) MailLedger.AddHistory(connection, transaction, mail, MailState.Waiting, new(because), now);
    }

    private long Now => clock.GetUtcNow().Stored();

    private sealed class Row
    {
        public long Id { get; init; }

        public long MailId { get; init; }

        public long UidValidity { get; init; }

        public string Uid { get; init; } = "";

        public long Size { get; init; }

        public string MessageId { get; init; } = "";

        public string? Answers { get; init; }

        public bool IsRemoved { get; init; }

        public bool IsWanted { get; init; }
    }
}
