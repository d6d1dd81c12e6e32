using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A reply of hers as the ledger keeps it.</summary>
/// <param name="Draft">What became of the draft that lay ready.</param>
/// <param name="Words">What she wrote; empty once it was erased.</param>
/// <param name="Posts">The posts in it, by their ids.</param>
internal sealed record KeptReply(DateTimeOffset SentAt, DraftUse Draft, string Words, IReadOnlyList<string> Posts);

/// <summary>The mail that a reply of hers answers.</summary>
/// <param name="State">Where it stands.</param>
/// <param name="Draft">The bytes of the draft that was laid ready for it; <see langword="null"/> for none.</param>
internal sealed record AnsweredMail(long Id, MailState State, byte[]? Draft);

/// <summary>The replies that the author wrote in her mail program, as her Sent folder shows them: each closes the mail that it answers, and teaches.</summary>
internal sealed class OwnReplies(Database database, TimeProvider clock)
{
    private const int ShortestQuestion = 20;

    /// <summary>How far a folder was read; <see langword="null"/> before the first look.</summary>
    public MailboxPosition? Position(string mailbox, string folder)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<(long Validity, long Uid)?>(
            "SELECT uid_validity, last_uid FROM folder_positions WHERE mailbox = @mailbox AND folder = @folder", new { mailbox, folder }) is { } row ? new(row.Validity, row.Uid) : null;
    }

    /// <summary>Records how far a folder was read.</summary>
    public void RecordPosition(string mailbox, string folder, MailboxPosition position)
    {
        using var connection = database.Open();
        connection.Execute(
            """
            INSERT INTO folder_positions (mailbox, folder, uid_validity, last_uid, checked_at) VALUES (@mailbox, @folder, @UidValidity, @LastUid, @now)
            ON CONFLICT (mailbox, folder) DO UPDATE SET uid_validity = excluded.uid_validity, last_uid = excluded.last_uid, checked_at = excluded.checked_at
            """,
            new { mailbox, folder, position.UidValidity, position.LastUid, now = clock.GetUtcNow().Stored() });
    }

    /// <summary>Whether the service sent it: a copy of its own in Sent.</summary>
    public bool IsOurs(IncomingMail sent)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM outbox WHERE message_id = @MessageId AND kind <> 'Draft'", new { sent.MessageId }) > 0;
    }

    /// <summary>
    /// The mail that she answers: by the draft that she sent, by what the reply says to reply to, else, of a reply in a thread of its own, by the asker with the subject or the
    /// question. What she only passes on to somebody else is no answer.
    /// </summary>
    public AnsweredMail? Find(string mailbox, IncomingMail sent)
    {
        using var connection = database.Open();
        var id = ByDraft(connection, mailbox, sent) ?? ByThread(connection, mailbox, sent) ?? ByAsker(connection, mailbox, sent);
        if (id is null) return null;
        var state = Enum.Parse<MailState>(connection.ExecuteScalar<string>("SELECT state FROM mails WHERE id = @id", new { id })!);
        var draft = connection.QueryFirstOrDefault<byte[]>(
            """
            SELECT c.mime FROM outbox o JOIN outbox_contents c ON c.outbox_id = o.id JOIN drafts d ON d.outbox_id = o.id
            WHERE o.mail_id = @id AND o.kind = 'Draft' AND (d.ended IS NULL OR d.ended <> 'Removed') ORDER BY o.id DESC
            """,
            new { id });
        return new(id.Value, state, draft is { Length: > 0 } ? draft : null);
    }

    /// <summary>
    /// Records a reply of hers. The mail that waits is hers with it; what was about to go out to it does not, since she was quicker. A mail that has its end keeps it, with a
    /// note. After an automatic answer, other posts correct it: no machine sends the wrong one any more.
    /// </summary>
    /// <returns>Whether it was new; one that is known is recognised under any number.</returns>
    public bool Record(long mailId, IncomingMail sent, OwnReply reply)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        if (!Insert(connection, transaction, mailId, sent, reply, now)) return false;
        Conclude(connection, transaction, mailId, reply, now);
        transaction.Commit();
        return true;
    }

    /// <summary>Enters a reply of hers with its posts.</summary>
    /// <returns>Whether it was new.</returns>
    internal static bool Insert(SqliteConnection connection, SqliteTransaction transaction, long mailId, IncomingMail sent, OwnReply reply, DateTimeOffset now)
    {
        var id = connection.ExecuteScalar<long?>(
            """
            INSERT INTO own_replies (mail_id, digest, message_id, sent_at, recorded_at, draft, words) VALUES (@mailId, @digest, @MessageId, @sentAt, @at, @draft, @Words)
            ON CONFLICT DO NOTHING RETURNING id
            """,
            new { mailId, digest = sent.Digest(), sent.MessageId, sentAt = sent.SentAt().Stored(), at = now.Stored(), draft = reply.Draft.ToString(), reply.Words }, transaction);
        foreach (var (post, by) in id is null ? [] : reply.Posts)
        {
            connection.Execute("INSERT INTO own_reply_posts (reply_id, post_id, told_by) VALUES (@id, @Id, @by)", new { id, post.Id, by = by.ToString() }, transaction);
        }

        return id is not null;
    }

    /// <summary>The replies of hers to a mail, oldest first.</summary>
    internal static IReadOnlyList<KeptReply> OfMail(SqliteConnection connection, long mailId)
    {
        var posts = connection.Query<(long Reply, string Post)>(
            "SELECT p.reply_id, p.post_id FROM own_reply_posts p JOIN own_replies r ON r.id = p.reply_id WHERE r.mail_id = @mailId", new { mailId }).ToLookup(p => p.Reply, p => p.Post);
        return [.. connection.Query<(long Id, long At, string Draft, string Words)>("SELECT id, sent_at, draft, words FROM own_replies WHERE mail_id = @mailId ORDER BY sent_at, id", new { mailId })
            .Select(r => new KeptReply(Times.Read(r.At), Enum.Parse<DraftUse>(r.Draft), r.Words, [.. posts[r.Id]]))];
    }

    private static void Conclude(SqliteConnection connection, SqliteTransaction transaction, long id, OwnReply reply, DateTimeOffset now)
    {
        var state = MailLedger.StateOf(connection, transaction, id);
        var reason = ReasonOf(reply);
        if (state is MailState.Answering)
        {
            // What the server has in hand goes its way.
            var withdrawn = connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND step = 'Recorded'", new { id }, transaction);
            if (withdrawn > 0) MailLedger.Pass(connection, transaction, id, state, MailState.AnsweredByAuthor, reason, now);
            else MailLedger.AddHistory(connection, transaction, id, state, reason, now);
        }
        else if (state is MailState.Waiting)
        {
            connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND kind = 'Draft' AND step = 'Recorded'", new { id }, transaction);
            MailLedger.Pass(connection, transaction, id, state, MailState.AnsweredByAuthor, reason, now);
        }
        else
        {
            MailLedger.AddHistory(connection, transaction, id, state, (state is MailState.Answered ? Correction(connection, transaction, id, reply, now) : null) ?? reason, now);
        }
    }

    private static Reason ReasonOf(OwnReply reply)
    {
        var titles = string.Join(" » + « ", reply.Posts.Select(p => p.Post.Title));
        return new(reply.Draft switch
        {
            DraftUse.AsItWas => Because.DraftSent,
            DraftUse.Changed => Because.DraftSentChanged,
            DraftUse.None or DraftUse.NotUsed => Because.OwnReply,
        }, titles.Length > 0 ? [titles] : []);
    }

    private static Reason? Correction(SqliteConnection connection, SqliteTransaction transaction, long id, OwnReply reply, DateTimeOffset now)
    {
        var answer = connection.QueryFirstOrDefault<long?>("SELECT MAX(id) FROM outbox WHERE mail_id = @id AND kind = 'Automatic' AND step = 'Done'", new { id }, transaction);
        var sent = connection.Query<(string Id, string? Title)>(
            "SELECT o.post_id, p.title FROM outbox_posts o LEFT JOIN posts p ON p.id = o.post_id WHERE o.outbox_id = @answer", new { answer }, transaction).ToList();
        if (reply.Posts.Count == 0 || sent.Exists(s => reply.Posts.Any(p => p.Post.Id == s.Id))) return null;
        connection.Execute("UPDATE outbox SET verdict = 'Corrected', verdict_at = @at WHERE id = @answer", new { answer, at = now.Stored() }, transaction);
        foreach (var (post, _) in sent) HeldPosts.Hold(connection, transaction, post, id, nameof(Because.Corrected), now);
        return new(Because.Corrected, string.Join(" » + « ", sent.Select(s => s.Title ?? s.Id)), string.Join(" » + « ", reply.Posts.Select(p => p.Post.Title)));
    }

    private static long? ByDraft(SqliteConnection connection, string mailbox, IncomingMail sent) => connection.ExecuteScalar<long?>(
        "SELECT o.mail_id FROM outbox o JOIN mails m ON m.id = o.mail_id WHERE o.message_id = @MessageId AND o.kind = 'Draft' AND m.mailbox = @mailbox", new { sent.MessageId, mailbox });

    private static long? ByThread(SqliteConnection connection, string mailbox, IncomingMail sent)
    {
        var ids = sent.Thread().ToList();
        if (ids.Count == 0) return null;
        var found = connection.Query<(long Id, string MessageId, string Content)>(
            "SELECT m.id, m.message_id, c.content FROM mails m JOIN mail_contents c ON c.mail_id = m.id WHERE m.message_id IN @ids AND m.mailbox = @mailbox ORDER BY m.state = 'Waiting' DESC, m.id DESC",
            new { ids, mailbox }).ToList();
        return found.OrderBy(m => ids.IndexOf(m.MessageId)).Where(m => sent.GoesTo(StoredJson.ReadMail(m.Content).Askers())).Select(m => (long?)m.Id).FirstOrDefault();
    }

    private static long? ByAsker(SqliteConnection connection, string mailbox, IncomingMail sent)
    {
        // A reply to something else is no answer to this.
        if (sent.InReplyTo.Count > 0) return null;
        var at = sent.SentAt();
        var askers = sent.To.Concat(sent.Cc).Select(a => a.Address.ToLowerInvariant()).ToList();
        var subject = ReplyHeaders.WithoutPrefix(sent.Subject);
        var quoted = new Lazy<string>(() => PlainWords.Fold(MailReader.Read(sent).Quoted.Replace("\n> ", " ", StringComparison.Ordinal).Replace('\n', ' ')));
        return connection.Query<(long Id, string Subject, string? Asked)>(
            """
            SELECT m.id, m.subject, q.asked FROM mails m LEFT JOIN mail_questions q ON q.mail_id = m.id
            WHERE m.mailbox = @mailbox AND m.asker IN @askers AND m.state IN ('Waiting', 'Answering') AND m.arrived_at BETWEEN @from AND @to ORDER BY m.arrived_at DESC
            """,
            new { mailbox, askers, from = (at - SentMails.LongestWait).Stored(), to = (at + SentMails.ClockTolerance).Stored() })
            .Where(m => IsSameSubject(m.Subject) || IsQuoted(m.Asked)).Select(m => (long?)m.Id).FirstOrDefault();

        bool IsSameSubject(string other) => subject.Length > 0 && ReplyHeaders.WithoutPrefix(other) == subject;

        bool IsQuoted(string? asked) => asked?.Split('\n')[0] is { Length: >= ShortestQuestion } question && quoted.Value.Contains(PlainWords.Fold(question), StringComparison.Ordinal);
    }
}
