using Dapper;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Learning;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A mail that the author answered before the service came, with her answer.</summary>
/// <param name="Place">Where it lies in the folder that is read; <see langword="null"/> when it lies in another.</param>
/// <param name="Offered">The posts that would be suggested for it today.</param>
internal sealed record PastAnswer(IncomingMail Mail, (long UidValidity, string Uid)? Place, IncomingMail Sent, OwnReply Reply, Reading Reading, IReadOnlyList<Match> Offered);

/// <summary>An answer of hers among others, with what was asked.</summary>
internal sealed record TypedAnswer(long ReplyId, DateTimeOffset SentAt, string Asker, string Asked, string Words);

/// <summary>The mail of the time before the service, as far as she answered it: entered as answered by her, so that it teaches, expires and is erased as what came later.</summary>
internal sealed class PastMails(Database database, TimeProvider clock)
{
    private const string OfPast = "m.mailbox = @mailbox AND m.reason = 'LearnedFromPast'";

    /// <summary>The Message-IDs of the replies of hers that are known.</summary>
    public IReadOnlySet<string> KnownReplies(string mailbox)
    {
        using var connection = database.Open();
        return connection.Query<string>(
            "SELECT r.message_id FROM own_replies r JOIN mails m ON m.id = r.mail_id WHERE m.mailbox = @mailbox AND r.message_id IS NOT NULL", new { mailbox }).ToHashSet();
    }

    /// <summary>A mail that the service saw arrive, by its digest; <see langword="null"/> for any other, those of the past included.</summary>
    public (long Id, MailState State)? Seen(string mailbox, string digest)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<(long Id, string State)?>(
            "SELECT id, state FROM mails WHERE mailbox = @mailbox AND digest = @digest AND reason <> 'LearnedFromPast'", new { mailbox, digest }) is { } found
            ? (found.Id, Enum.Parse<MailState>(found.State)) : null;
    }

    /// <summary>Enters past mails with her answers, all or none. A mail that is known meanwhile is left as it is.</summary>
    /// <returns>How many were new.</returns>
    public int Record(string mailbox, IReadOnlyList<PastAnswer> answers)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        var recorded = 0;
        foreach (var answer in answers)
        {
            var digest = answer.Mail.Digest();
            var known = connection.QuerySingleOrDefault<(long Id, string Reason, bool HasText)?>(
                "SELECT id, reason, erased_at IS NULL AND expired_at IS NULL FROM mails WHERE mailbox = @mailbox AND digest = @digest", new { mailbox, digest }, transaction);
            // A second reply to a mail of the past belongs to it; any other mail goes its own way, and what was erased is not brought back.
            if (known is { Reason: not nameof(Because.LearnedFromPast) } or { HasText: false }) continue;
            var id = known?.Id ?? Enter(connection, transaction, mailbox, digest, answer, now);
            if (OwnReplies.Insert(connection, transaction, id, answer.Sent, answer.Reply, now)) recorded++;
        }

        Switches.Advance(connection, transaction, PhrasingStore.Counter, now);
        transaction.Commit();
        return recorded;
    }

    /// <summary>What she wrote to past mails, oldest first.</summary>
    public IReadOnlyList<(long ReplyId, string Words)> Answers(string mailbox)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long, string)>(
            $"SELECT r.id, r.words FROM own_replies r JOIN mails m ON m.id = r.mail_id WHERE {OfPast} AND r.words <> '' ORDER BY r.sent_at, r.id", new { mailbox })];
    }

    /// <summary>The posts of some replies, by the reply.</summary>
    public ILookup<long, string> PostsOf(IReadOnlyCollection<long> replies)
    {
        using var connection = database.Open();
        return replies.Chunk(500).SelectMany(some => connection.Query<(long Reply, string Post)>("SELECT reply_id, post_id FROM own_reply_posts WHERE reply_id IN @some", new { some }))
            .ToLookup(p => p.Reply, p => p.Post);
    }

    /// <summary>Some replies with what they answer.</summary>
    public IReadOnlyList<TypedAnswer> Show(IReadOnlyCollection<long> replies)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long Id, long At, string Asker, string Subject, string? Asked, string Words)>(
            """
            SELECT r.id, r.sent_at, m.asker, m.subject, q.asked, r.words FROM own_replies r JOIN mails m ON m.id = r.mail_id LEFT JOIN mail_questions q ON q.mail_id = m.id
            WHERE r.id IN @replies ORDER BY r.sent_at
            """,
            new { replies }).Select(r => new TypedAnswer(r.Id, Times.Read(r.At), r.Asker, r.Asked?.Split('\n') is [{ Length: > 0 } asked, ..] ? asked : r.Subject, r.Words))];
    }

    /// <summary>Gives replies the post that the same words were sent with elsewhere.</summary>
    public void TellPost(IEnumerable<long> replies, string postId, string title)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        foreach (var reply in replies)
        {
            var mail = connection.ExecuteScalar<long>("SELECT mail_id FROM own_replies WHERE id = @reply", new { reply }, transaction);
            connection.Execute("INSERT INTO own_reply_posts (reply_id, post_id, told_by) VALUES (@reply, @postId, @by)", new { reply, postId, by = nameof(ToldBy.Repeated) }, transaction);
            var reason = new Reason(Because.LearnedFromPast, title);
            connection.Execute("UPDATE mails SET details = @details WHERE id = @mail", new { details = StoredJson.Write(reason.Details), mail }, transaction);
            MailLedger.AddHistory(connection, transaction, mail, MailState.AnsweredByAuthor, reason, now);
        }

        Switches.Advance(connection, transaction, PhrasingStore.Counter, now);
        transaction.Commit();
    }

    /// <summary>How many past mails were answered, how many of them with each post, and by what that was told.</summary>
    public (int Mails, IReadOnlyList<(string PostId, ToldBy By, int Mails)> Posts) Count(string mailbox)
    {
        using var connection = database.Open();
        return (connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM mails m WHERE {OfPast}", new { mailbox }),
            [.. connection.Query<(string Post, string By, int Mails)>(
                $"""
                SELECT p.post_id, p.told_by, COUNT(DISTINCT m.id) FROM mails m JOIN own_replies r ON r.mail_id = m.id JOIN own_reply_posts p ON p.reply_id = r.id
                WHERE {OfPast} GROUP BY p.post_id, p.told_by
                """,
                new { mailbox }).Select(r => (r.Post, Enum.Parse<ToldBy>(r.By), r.Mails))]);
    }

    /// <summary>Of how many past mails no answer holds a post.</summary>
    public int CountFree(string mailbox)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>(
            $"SELECT COUNT(*) FROM mails m WHERE {OfPast} AND NOT EXISTS (SELECT 1 FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id WHERE r.mail_id = m.id)", new { mailbox });
    }

    private static long Enter(SqliteConnection connection, SqliteTransaction transaction, string mailbox, string digest, PastAnswer answer, DateTimeOffset now)
    {
        var titles = string.Join(" » + « ", answer.Reply.Posts.Select(p => p.Post.Title));
        // Since when it is answered, so that its texts are erased in their time.
        var id = MailLedger.Insert(
            connection, transaction, mailbox, digest, answer.Mail, MailState.AnsweredByAuthor, new(Because.LearnedFromPast, titles.Length > 0 ? [titles] : []), (answer.Sent.SentAt(), now));
        if (answer.Place is var (validity, uid))
        {
            connection.Execute(
                """
                INSERT INTO sightings (mailbox, uid_validity, uid, mail_id) VALUES (@mailbox, @validity, @uid, @id)
                ON CONFLICT (mailbox, uid_validity, uid) DO UPDATE SET mail_id = excluded.mail_id
                """,
                new { mailbox, validity, uid, id }, transaction);
        }

        var language = answer.Reading.Language?.Code();
        connection.Execute("UPDATE mails SET language = @language WHERE id = @id", new { language, id }, transaction);
        AskedQuestions.Write(connection, transaction, id, language, answer.Reading.Asked);
        Suggestions.Add(connection, transaction, id, answer.Offered);
        return id;
    }
}
