using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>
/// The record of every mail ever seen: takes mails in once, whatever place they are seen at, and writes each change of state
/// together with its history line in one transaction.
/// </summary>
internal sealed class MailLedger(Database database, TimeProvider clock)
{
    /// <summary>
    /// Where the last look at a mailbox ended, and when; how many mails it held before the first look, and the place up to which they lie.
    /// </summary>
    public (MailboxPosition Position, DateTimeOffset CheckedAt, long History, long HistoryUid)? LastLook(string mailbox)
    {
        using var connection = database.Open();
        var row = connection.QuerySingleOrDefault<(long Validity, long Uid, long At, long History, long HistoryUid)?>(
            "SELECT uid_validity, last_uid, checked_at, history, history_uid FROM positions WHERE mailbox = @mailbox", new { mailbox });
        return row is { } r ? (new(r.Validity, r.Uid), Times.Read(r.At), r.History, r.HistoryUid) : null;
    }

    /// <summary>
    /// Takes over what was recorded under another name of the mailbox: it was moved to another server, or its folder was renamed. Replies that a machine
    /// has yet to send are not taken along: their mails wait for the author.
    /// </summary>
    /// <returns>The earlier name and how many mails it had; <see langword="null"/> when this mailbox is known, or none is.</returns>
    public (string Name, int Mails)? Adopt(string mailbox)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM positions WHERE mailbox = @mailbox", new { mailbox }, transaction) > 0) return null;
        if (connection.QueryFirstOrDefault<string>("SELECT mailbox FROM positions ORDER BY checked_at DESC LIMIT 1", transaction: transaction) is not { } earlier) return null;
        Outbox.WithdrawAutomatic(connection, transaction, earlier, clock.GetUtcNow());
        var mails = connection.Execute("UPDATE mails SET mailbox = @mailbox WHERE mailbox = @earlier", new { mailbox, earlier }, transaction);
        // Its places are others there; what came since the last look is listed, and what is known is recognised by its content.
        connection.Execute("UPDATE positions SET mailbox = @mailbox, uid_validity = -1, last_uid = 0 WHERE mailbox = @earlier", new { mailbox, earlier }, transaction);
        transaction.Commit();
        return (earlier, mails);
    }

    /// <summary>Records that a look is over: everything up to the position is in the ledger.</summary>
    public void RecordLook(string mailbox, MailboxPosition position, IReadOnlyList<string> history, int historyCount)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var uid in history)
        {
            connection.Execute(
                "INSERT INTO sightings (mailbox, uid_validity, uid) VALUES (@mailbox, @UidValidity, @uid) ON CONFLICT DO NOTHING",
                new { mailbox, position.UidValidity, uid }, transaction);
        }

        connection.Execute(
            """
            INSERT INTO positions (mailbox, uid_validity, last_uid, history, checked_at, history_uid) VALUES (@mailbox, @UidValidity, @LastUid, @historyCount, @now, @LastUid)
            ON CONFLICT (mailbox) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid,
                history = positions.history + excluded.history, checked_at = excluded.checked_at,
                history_uid = CASE WHEN positions.uid_validity = excluded.uid_validity THEN positions.history_uid ELSE excluded.history_uid END
            """,
            new { mailbox, position.UidValidity, position.LastUid, historyCount, now = Now }, transaction);
        transaction.Commit();
    }

    /// <summary>Which of these places hold a mail that is known already.</summary>
    public IReadOnlySet<string> KnownPlaces(string mailbox, long uidValidity, IReadOnlyList<string> uids)
    {
        using var connection = database.Open();
        var known = new HashSet<string>();
        foreach (var some in uids.Chunk(500))
        {
            known.UnionWith(connection.Query<string>(
                "SELECT uid FROM sightings WHERE mailbox = @mailbox AND uid_validity = @uidValidity AND uid IN @some", new { mailbox, uidValidity, some }));
        }

        return known;
    }

    /// <summary>
    /// Takes mails in, each as <see cref="MailState.Received"/>; one that is known by its content only gets a further place. All or none.
    /// </summary>
    /// <param name="seenIn">The folder in which they were seen, where it is another than the one that is read.</param>
    /// <returns>How many were new.</returns>
    public int TakeIn(string mailbox, long uidValidity, IReadOnlyList<ArrivedMail> mails, string? seenIn = null)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var fresh = 0;
        var now = clock.GetUtcNow();
        foreach (var (uid, arrived) in mails)
        {
            var mail = LetterStore.WithoutText(connection, transaction, arrived);
            // What can't be read has no content to tell it by, only its place.
            var digest = mail.Unreadable is null ? mail.Digest() : $"{mail.Digest()}@{uidValidity}/{uid}";
            var id = connection.ExecuteScalar<long?>(
                "SELECT id FROM mails WHERE mailbox = @mailbox AND digest = @digest", new { mailbox, digest }, transaction);
            if (id is null)
            {
                id = Insert(connection, transaction, mailbox, digest, mail, MailState.Received, new(Because.Arrived), (now, now));
                fresh++;
            }

            connection.Execute(
                """
                INSERT INTO sightings (mailbox, uid_validity, uid, mail_id) VALUES (@place, @uidValidity, @uid, @id)
                ON CONFLICT (mailbox, uid_validity, uid) DO UPDATE SET mail_id = excluded.mail_id
                """,
                new { place = seenIn ?? mailbox, uidValidity, uid, id }, transaction);
        }

        transaction.Commit();
        return fresh;
    }

    /// <summary>
    /// Some mails that wait for their decision, oldest first. The attempt is counted before the work begins: a mail that brings
    /// the process down is found out, whatever it does. Of several that were tried together each may be to blame: they come last, and alone.
    /// </summary>
    public IReadOnlyList<UndecidedMail> TakeUndecided(string mailbox, int most)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var rows = connection.Query<(long Id, int Attempts, string Content)>(
            "SELECT id, attempts, content FROM mails JOIN mail_contents ON mail_id = id WHERE state = 'Received' AND mailbox = @mailbox ORDER BY attempts, id LIMIT @most",
            new { mailbox, most }, transaction).ToList();
        var together = rows.TakeWhile(r => r.Attempts == 0).ToList();
        rows = together.Count > 0 ? together : [.. rows.Take(1)];
        connection.Execute("UPDATE mails SET attempts = attempts + 1 WHERE id IN @ids", new { ids = rows.Select(r => r.Id) }, transaction);
        transaction.Commit();
        return [.. rows.Select(r => new UndecidedMail(r.Id, r.Attempts, StoredJson.ReadMail(r.Content)))];
    }

    /// <summary>
    /// Records decisions, each with its queue or outbox row and its history, in one transaction. The decision proper is asked for
    /// inside, one mail after the other, so that each sees what was just recorded for the ones before it (caps, repeats).
    /// </summary>
    /// <param name="mails">The mails.</param>
    /// <param name="decide">Gives the decision on a mail; may look at earlier answers.</param>
    public void RecordDecisions(IReadOnlyList<UndecidedMail> mails, Func<UndecidedMail, AnswerRecord, RecordedDecision> decide)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var answers = new AnswerRecord(connection, transaction, clock);
        // A mail may have been erased while it was read.
        foreach (var mail in mails.Where(m => StateOf(connection, transaction, m.Id) is MailState.Received)) Record(connection, transaction, mail, decide(mail, answers));
        transaction.Commit();
    }

    /// <exception cref="StaleStateException">There is no such mail.</exception>
    internal static MailState StateOf(SqliteConnection connection, SqliteTransaction transaction, long id) =>
        connection.ExecuteScalar<string?>("SELECT state FROM mails WHERE id = @id", new { id }, transaction) is { } state
            ? Enum.Parse<MailState>(state) : throw new StaleStateException(id, MailState.Received);

    /// <summary>Passes a mail from one state to another with its reason; throws when the mail is not there any more.</summary>
    public static void Pass(SqliteConnection connection, SqliteTransaction transaction, long id, MailState from, MailState to, Reason reason, DateTimeOffset now)
    {
        if (!from.MayBecome(to)) throw new InvalidOperationException($"{from} → {to}");
        var changed = connection.Execute(
            "UPDATE mails SET state = @to, reason = @because, details = @details, changed_at = @at, later_at = NULL WHERE id = @id AND state = @from",
            new { id, from = from.ToString(), to = to.ToString(), because = reason.Because.ToString(), details = StoredJson.Write(reason.Details), at = now.Stored() },
            transaction);
        if (changed == 0) throw new StaleStateException(id, from);
        AddHistory(connection, transaction, id, to, reason, now);
    }

    private void Record(SqliteConnection connection, SqliteTransaction transaction, UndecidedMail mail, RecordedDecision recorded)
    {
        var now = clock.GetUtcNow();
        var reason = recorded.Decision.Reason;
        var end = recorded.Decision switch
        {
            Decision.Answer => MailState.Answering,
            Decision.AskTheAuthor => MailState.Waiting,
            Decision.SetAside => MailState.SetAside,
            _ => throw new System.Diagnostics.UnreachableException(),
        };
        Pass(connection, transaction, mail.Id, MailState.Received, MailState.Decided, reason, now);
        Pass(connection, transaction, mail.Id, MailState.Decided, end, reason, now);
        connection.Execute("UPDATE mails SET language = @Language WHERE id = @Id", new { recorded.Language, mail.Id }, transaction);
        AskedQuestions.Write(connection, transaction, mail.Id, recorded.Language, recorded.Asked);
        Suggestions.Add(connection, transaction, mail.Id, recorded.Suggestions);
        if (recorded.Reply is { } reply) Outbox.Add(connection, transaction, mail.Id, reply, now);
    }

    /// <summary>Enters a mail in a state.</summary>
    /// <param name="times">Since when it is in that state, and when that is recorded.</param>
    internal static long Insert(
        SqliteConnection connection, SqliteTransaction transaction, string mailbox, string digest, IncomingMail mail, MailState state, Reason reason, (DateTimeOffset Since, DateTimeOffset Now) times)
    {
        var id = connection.ExecuteScalar<long>(
            """
            INSERT INTO mails (mailbox, digest, message_id, state, reason, details, changed_at, arrived_at, asker, asker_name, subject)
            VALUES (@mailbox, @digest, @MessageId, @state, @because, @details, @since, @arrived, @asker, @name, @Subject) RETURNING id
            """,
            new
            {
                mailbox,
                digest,
                mail.MessageId,
                state = state.ToString(),
                because = reason.Because.ToString(),
                details = StoredJson.Write(reason.Details),
                since = times.Since.Stored(),
                arrived = mail.ArrivedAt.Stored(),
                asker = mail.Asker?.Address.ToLowerInvariant() ?? "",
                name = mail.Asker?.Name ?? "",
                mail.Subject,
            },
            transaction);
        connection.Execute("INSERT INTO mail_contents (mail_id, content) VALUES (@id, @content)", new { id, content = StoredJson.Write(mail) }, transaction);
        AddHistory(connection, transaction, id, state, reason, times.Now);
        return id;
    }

    internal static void AddHistory(SqliteConnection connection, SqliteTransaction transaction, long id, MailState state, Reason reason, DateTimeOffset now) =>
        connection.Execute(
            "INSERT INTO history (mail_id, at, state, reason, details) VALUES (@id, @at, @state, @because, @details)",
            new { id, at = now.Stored(), state = state.ToString(), because = reason.Because.ToString(), details = StoredJson.Write(reason.Details) },
            transaction);

    private long Now => clock.GetUtcNow().Stored();
}

/// <summary>Somebody else changed the mail meanwhile: the page, the command line, or another worker.</summary>
internal sealed class StaleStateException(long id, MailState expected) : InvalidOperationException($"Mail {id} is no longer {expected}.")
{
    public long Id { get; } = id;
}
