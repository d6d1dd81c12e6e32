using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Replies;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>How an attempt to send ended.</summary>
internal abstract record SendOutcome
{
    private SendOutcome()
    {
    }

    /// <summary>The server has taken it.</summary>
    internal sealed record Accepted : SendOutcome;

    /// <summary>The server refused this mail for good.</summary>
    internal sealed record Refused(string ServerWords) : SendOutcome;

    /// <summary>It was certainly not sent; worth another try.</summary>
    internal sealed record NotSent(string Trouble, DateTimeOffset TryAgainAt) : SendOutcome;

    /// <summary>The connection broke when the server may have taken it.</summary>
    internal sealed record Unknown(string Trouble) : SendOutcome;
}

/// <summary>
/// Replies recorded before they are sent. A reply passes from <c>recorded</c> to <c>sending</c> in a transaction of its own before the
/// first byte goes to the server, so after a crash just the one reply in <c>sending</c> is in doubt, and all others are safe to send.
/// </summary>
internal sealed class Outbox(Database database, TimeProvider clock)
{
    private const string Columns =
        "id, mail_id, kind, step, message_id, recipient, subject, (SELECT mime FROM outbox_contents c WHERE c.outbox_id = o.id) AS mime, attempts, recorded_at, done_at, trouble";

    // outbox_by_time begins with the kind.
    private const string IsAhead = "kind IN ('Automatic', 'FromAuthor', 'Draft') AND recorded_at > @now";

    internal static void Add(SqliteConnection connection, SqliteTransaction transaction, long mailId, NewReply reply, DateTimeOffset now)
    {
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO outbox (mail_id, kind, step, message_id, recipient, subject, recorded_at, next_try_at)
            VALUES (@mailId, @kind, 'Recorded', @MessageId, @Recipient, @Subject, @now, @due) RETURNING id
            """,
            new { mailId, kind = reply.Kind.ToString(), reply.MessageId, reply.Recipient, reply.Subject, now = now.Stored(), due = (now + reply.HoldFor).Stored() }, transaction);
        connection.Execute("INSERT INTO outbox_contents (outbox_id, mime) VALUES (@id, @Mime)", new { id, reply.Mime }, transaction);
        foreach (var post in reply.PostIds)
        {
            connection.Execute("INSERT INTO outbox_posts (outbox_id, post_id) VALUES (@id, @post)", new { id, post }, transaction);
        }
    }

    /// <summary>
    /// Records how the last attempt ended and takes the next reply that is due, in one transaction; <see langword="null"/> when none is
    /// due, or when the lease on the mailbox is no longer ours: then nobody sends.
    /// </summary>
    /// <param name="lookedAt">Automatic replies go out whose time had come at this moment, when their mails were looked at once more; <see langword="null"/> for now.</param>
    /// <param name="mayAnswer">Whether automatic replies may go out; the author's own always may. Looked at anew each time, with the stop switch.</param>
    public OutboxEntry? Next((OutboxEntry Reply, SendOutcome Outcome)? last, string mailbox, string leaseOwner, bool mayAnswer = true, DateTimeOffset? lookedAt = null)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        if (last is { } done) Record(connection, transaction, done.Reply, done.Outcome, now);
        OutboxEntry? next = null;
        if (Leases.IsHeld(connection, transaction, mailbox, leaseOwner, now))
        {
            next = connection.Query<Row>(
                $"""
                SELECT {Columns} FROM outbox o WHERE step = 'Recorded' AND next_try_at <= @now AND (kind = 'FromAuthor' OR (kind = 'Automatic' AND @open AND next_try_at <= @lookedAt))
                AND EXISTS (SELECT 1 FROM mails m WHERE m.id = o.mail_id AND m.mailbox = @mailbox) ORDER BY id LIMIT 1
                """,
                new { now = now.Stored(), mailbox, lookedAt = (lookedAt ?? now).Stored(), open = mayAnswer && !Switches.IsPaused(connection, transaction) }, transaction).Select(Entry).FirstOrDefault();
        }

        if (next is not null) connection.Execute("UPDATE outbox SET step = 'Sending', attempts = attempts + 1 WHERE id = @Id", new { next.Id }, transaction);
        transaction.Commit();
        return next;
    }

    /// <summary>
    /// Sets right what is recorded at a time that is yet to come, as happens when the clock is set back: as if it had been recorded now. Else held
    /// replies would wait, and the limits would count these, until the clock is there again.
    /// </summary>
    public void SetRight()
    {
        using var connection = database.Open();
        var now = clock.GetUtcNow().Stored();
        // Looked at without a write lock; nearly always there is nothing.
        if (connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM outbox WHERE {IsAhead}", new { now }) == 0) return;
        connection.Execute($"UPDATE outbox SET next_try_at = next_try_at - recorded_at + @now, recorded_at = @now WHERE {IsAhead}", new { now });
    }

    /// <summary>The newest reply that is recorded; 0 when none is.</summary>
    public long LastId()
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long?>("SELECT MAX(id) FROM outbox") ?? 0;
    }

    /// <summary>The replies that were in the server's hands when an earlier process ended.</summary>
    public IReadOnlyList<OutboxEntry> Interrupted(string mailbox) => List("step = 'Sending'", mailbox);

    /// <summary>Records how the attempt on an interrupted reply ended after all.</summary>
    public void Settle(OutboxEntry reply, SendOutcome outcome, Reason? reason = null)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Record(connection, transaction, reply, outcome, clock.GetUtcNow(), reason);
        transaction.Commit();
    }

    /// <summary>The automatic replies whose time has come, with the places of their mails; before the first look is over, the mailbox has no position yet.</summary>
    public IReadOnlyList<HeldReply> Due(string mailbox, DateTimeOffset now)
    {
        using var connection = database.Open();
        var rows = connection.Query<(long Id, long Mail, string Content, long? Validity, string? Uid)>(
            """
            SELECT o.id, o.mail_id, c.content, s.uid_validity, s.uid FROM outbox o JOIN mails m ON m.id = o.mail_id JOIN mail_contents c ON c.mail_id = m.id
            LEFT JOIN positions p ON p.mailbox = m.mailbox
            LEFT JOIN sightings s ON s.mail_id = m.id AND s.mailbox = m.mailbox AND s.uid_validity = COALESCE(p.uid_validity, s.uid_validity)
            WHERE o.step = 'Recorded' AND o.kind = 'Automatic' AND o.next_try_at <= @now AND m.mailbox = @mailbox ORDER BY o.id
            """,
            new { mailbox, now = now.Stored() });
        return [.. rows.GroupBy(r => r.Id).Select(g => new HeldReply(
            g.Key, g.First().Mail, StoredJson.ReadMail(g.First().Content).AlreadySeen, [.. g.Where(r => r.Uid is not null).Select(r => (r.Validity!.Value, r.Uid!))]))];
    }

    /// <summary>Takes back a reply that was held; its mail waits for the author, or is hers if she has answered it.</summary>
    public void Withdraw(HeldReply reply, Because because)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var taken = connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE id = @Id AND step = 'Recorded'", new { reply.Id }, transaction);
        if (taken == 0) return;
        var end = because is Because.AnsweredMeanwhile ? MailState.AnsweredByAuthor : MailState.Waiting;
        MailLedger.Pass(connection, transaction, reply.MailId, MailState.Answering, end, new(because), clock.GetUtcNow());
        transaction.Commit();
    }

    /// <summary>Takes back all automatic replies that nobody has got yet; their mails wait for the author.</summary>
    public void WithdrawAutomatic(string mailbox)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        WithdrawAutomatic(connection, transaction, mailbox, clock.GetUtcNow());
        transaction.Commit();
    }

    internal static void WithdrawAutomatic(SqliteConnection connection, SqliteTransaction transaction, string mailbox, DateTimeOffset now)
    {
        while (List(connection, "step = 'Recorded' AND kind = 'Automatic'", mailbox) is { Count: > 0 } replies)
        {
            foreach (var reply in replies)
            {
                connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE id = @Id", new { reply.Id }, transaction);
                MailLedger.Pass(connection, transaction, reply.MailId, MailState.Answering, MailState.Waiting, new(Because.Withdrawn), now);
            }
        }
    }

    /// <summary>Drafts that are to be put into Drafts; where an earlier one lies there, it is taken away first.</summary>
    public IReadOnlyList<OutboxEntry> DraftsToPut(string mailbox) => List(
        "step = 'Recorded' AND kind = 'Draft' AND NOT EXISTS (SELECT 1 FROM drafts d JOIN outbox e ON e.id = d.outbox_id WHERE e.mail_id = o.mail_id AND d.ended IS NULL)", mailbox);

    /// <summary>Sent replies whose copy is not yet in Sent.</summary>
    public IReadOnlyList<OutboxEntry> ToCopy(string mailbox) => List("step = 'Done' AND kind <> 'Draft' AND copied_at IS NULL", mailbox);

    public void MarkCopied(IEnumerable<long> ids) => Mark("copied_at = @now", ids);

    public void MarkFlagged(IEnumerable<long> ids) => Mark("flagged_at = @now", ids);

    /// <summary>The places of mails that were answered and don't yet bear their flags.</summary>
    public IReadOnlyList<(long OutboxId, long UidValidity, string Uid)> ToFlag(string mailbox)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long, long, string)>(
            """
            SELECT o.id, s.uid_validity, s.uid FROM outbox o JOIN mails m ON m.id = o.mail_id JOIN sightings s ON s.mail_id = m.id
            JOIN positions p ON p.mailbox = s.mailbox AND p.uid_validity = s.uid_validity
            WHERE o.step = 'Done' AND o.kind <> 'Draft' AND o.flagged_at IS NULL AND m.mailbox = @mailbox
            """,
            new { mailbox })];
    }

    /// <summary>When the next reply that may go out is due; <see langword="null"/> when none waits. One that is recorded at a time yet to come is due at once: see <see cref="SetRight"/>.</summary>
    public DateTimeOffset? NextTryAt(string mailbox, bool mayAnswer = true)
    {
        using var connection = database.Open();
        return Times.Read(connection.ExecuteScalar<long?>(
            """
            SELECT MIN(CASE WHEN o.recorded_at > @now THEN 0 ELSE o.next_try_at END) FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE o.step = 'Recorded' AND (o.kind = 'FromAuthor' OR (o.kind = 'Automatic' AND @open)) AND m.mailbox = @mailbox
            """,
            new { mailbox, now = clock.GetUtcNow().Stored(), open = mayAnswer && !Switches.IsPaused(connection, null) }));
    }

    internal static IReadOnlyList<OutboxEntry> OfMail(SqliteConnection connection, long mailId)
    {
        var posts = connection.Query<(long Outbox, string Post)>(
            "SELECT p.outbox_id, p.post_id FROM outbox_posts p JOIN outbox o ON o.id = p.outbox_id WHERE o.mail_id = @mailId", new { mailId }).ToLookup(p => p.Outbox, p => p.Post);
        return [.. connection.Query<Row>($"SELECT {Columns} FROM outbox o WHERE mail_id = @mailId ORDER BY id", new { mailId })
            .Select(r => Entry(r) with { PostIds = [.. posts[r.id]] })];
    }

    private static void Record(
        SqliteConnection connection, SqliteTransaction transaction, OutboxEntry reply, SendOutcome outcome, DateTimeOffset now, Reason? reason = null)
    {
        var (step, trouble, next) = outcome switch
        {
            SendOutcome.Accepted => (OutboxStep.Done, null, now),
            SendOutcome.Refused refused => (OutboxStep.Refused, refused.ServerWords, now),
            SendOutcome.NotSent notSent => (OutboxStep.Recorded, notSent.Trouble, notSent.TryAgainAt),
            SendOutcome.Unknown unknown => (OutboxStep.Uncertain, unknown.Trouble, now),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        var settled = connection.Execute(
            "UPDATE outbox SET step = @step, trouble = @trouble, next_try_at = @next, done_at = @done WHERE id = @Id AND step = 'Sending'",
            new { reply.Id, step = step.ToString(), trouble, next = next.Stored(), done = step is OutboxStep.Done ? now.Stored() : (long?)null }, transaction);
        // Another worker has judged it: if the mail is being answered now, then by a later reply, whose outcome this is not.
        if (settled == 0) throw new StaleStateException(reply.MailId, MailState.Answering);
        switch (step)
        {
            case OutboxStep.Done:
                var end = reply.Kind is ReplyKind.FromAuthor ? MailState.AnsweredByAuthor : MailState.Answered;
                MailLedger.Pass(connection, transaction, reply.MailId, MailState.Answering, end, reason ?? new(Because.Sent, reply.Recipient), now);
                break;
            case OutboxStep.Refused:
                MailLedger.Pass(connection, transaction, reply.MailId, MailState.Answering, MailState.Waiting, new(Because.SendRefused, trouble ?? ""), now);
                break;
            case OutboxStep.Uncertain:
                MailLedger.Pass(connection, transaction, reply.MailId, MailState.Answering, MailState.Uncertain, new(Because.SendUnknown), now);
                MailLedger.Pass(connection, transaction, reply.MailId, MailState.Uncertain, MailState.Waiting, new(Because.SendUnknown), now);
                break;
            case OutboxStep.Recorded or OutboxStep.Sending or OutboxStep.Withdrawn:
                break;
        }
    }

    private IReadOnlyList<OutboxEntry> List(string condition, string mailbox)
    {
        using var connection = database.Open();
        return List(connection, condition, mailbox);
    }

    private static IReadOnlyList<OutboxEntry> List(SqliteConnection connection, string condition, string mailbox) =>
        [.. connection.Query<Row>(
            $"SELECT {Columns} FROM outbox o WHERE {condition} AND EXISTS (SELECT 1 FROM mails m WHERE m.id = o.mail_id AND m.mailbox = @mailbox) ORDER BY id LIMIT 200",
            new { mailbox }).Select(Entry)];

    private void Mark(string change, IEnumerable<long> ids)
    {
        using var connection = database.Open();
        connection.Execute($"UPDATE outbox SET {change} WHERE id IN @ids", new { now = clock.GetUtcNow().Stored(), ids = ids.ToList() });
    }

    private static OutboxEntry Entry(Row r) =>
        new(r.id, r.mail_id, Enum.Parse<ReplyKind>(r.kind), Enum.Parse<OutboxStep>(r.step), r.message_id, r.recipient, r.subject, r.mime, (int)r.attempts)
        {
            RecordedAt = Times.Read(r.recorded_at),
            DoneAt = Times.Read(r.done_at),
            Trouble = r.trouble,
        };

#pragma warning disable IDE1006, SA1300 // Named as the columns are, which is how Dapper fills them.
    private sealed record Row(
        long id, long mail_id, string kind, string step, string message_id, string recipient, string subject, byte[] mime, long attempts, long recorded_at, long? done_at, string? trouble);
#pragma warning restore IDE1006, SA1300
}
