using System.Globalization;

using Dapper;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A mail that taught a way to ask what a post answers.</summary>
/// <param name="Words">The question that it asks, else how it begins.</param>
internal sealed record LearnedPhrasing(long MailId, DateTimeOffset ArrivedAt, string Subject, string Words);

/// <summary>A mail that she answered: what is learned from it, and the mail as it was read.</summary>
internal sealed record Lesson(PastMail Taught, string Subject, Reading Reading);

/// <summary>
/// What the author teaches by answering: the mails that she answered, with which posts or with words of her own, as they stand in the ledger,
/// but for what she took back.
/// </summary>
internal sealed class Lessons(Database database, TimeProvider clock)
{
    // Years of her answers; what is older says little of the posts of today.
    private const int Most = 5000;

    // The posts that she answered a mail with, through us or in her mail program, and whether she took that back.
    private const string Answers =
        """
        SELECT a.mail_id, a.post_id, EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = a.mail_id AND f.post_id = a.post_id)
        FROM (
            SELECT o.id AS place, o.mail_id, p.post_id, FALSE AS own FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.kind = 'FromAuthor' AND o.step = 'Done'
            UNION ALL SELECT r.id, r.mail_id, p.post_id, TRUE FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id
        ) a JOIN mails m ON m.id = a.mail_id
        WHERE (m.state = 'AnsweredByAuthor' OR (a.own AND m.state <> 'Waiting')) AND m.erased_at IS NULL AND m.expired_at IS NULL
        """;

    // Where only the mailbox tells that she answered, it isn't known with what. What she took up again, or what came back, no more teaches.
    private const string Taught =
        """
        h.state = m.state AND ((h.state = 'AnsweredByAuthor' AND h.reason IN ('Sent', 'FoundInSent')) OR (h.state = 'Dismissed' AND h.reason = 'NotAQuestion' AND m.reason = h.reason)
            OR h.reason IN ('DraftSent', 'DraftSentChanged', 'OwnReply', 'Corrected', 'LearnedFromPast'))
        """;

    // When her first reply went out; what is closed without one was closed then.
    private const string AnsweredAt = "COALESCE((SELECT MIN(r.sent_at) FROM own_replies r WHERE r.mail_id = m.id), m.changed_at)";

    /// <summary>The mails that she answered after a point in the history, the newest of them if there are very many.</summary>
    /// <param name="after">The point up to which they are known; 0 for all.</param>
    /// <returns>The mails, and the point that is reached.</returns>
    public (IReadOnlyList<PastMail> Mails, long Reached) Since(long after)
    {
        var (mails, reached) = AnsweredSince(after);
        return ([.. mails.Select(m => m.Taught)], reached);
    }

    /// <summary>All that she taught, with the mails as they were read.</summary>
    public IReadOnlyList<Lesson> All() => AnsweredSince(0).Mails;

    private (IReadOnlyList<Lesson> Mails, long Reached) AnsweredSince(long after)
    {
        using var connection = database.Open();
        // The newest mails, not those learned last: what is learned of the past is told late.
        var rows = connection.Query<(long Step, long Mail, long At, string Content)>(
            $"""
            SELECT MAX(h.id), h.mail_id, {AnsweredAt}, c.content FROM history h JOIN mail_contents c ON c.mail_id = h.mail_id JOIN mails m ON m.id = h.mail_id
            WHERE h.id > @after AND {Taught} AND m.erased_at IS NULL AND m.expired_at IS NULL GROUP BY h.mail_id ORDER BY m.arrived_at DESC, h.mail_id DESC LIMIT @Most
            """,
            new { after, Most }).Reverse().ToList();
        if (rows.Count == 0) return ([], after);
        var answers = connection.Query<(long Mail, string Post, bool Forgotten)>(
            $"{Answers} AND EXISTS (SELECT 1 FROM history h WHERE h.mail_id = a.mail_id AND {Taught} AND h.id > @after) ORDER BY a.place",
            new { after }).ToLookup(a => a.Mail, a => (a.Post, a.Forgotten));
        return ([.. rows.Select(r => Read(r.Mail, r.At, r.Content, answers[r.Mail])).OfType<Lesson>()], rows.Max(r => r.Step));
    }

    /// <summary>The point up to which something was forgotten.</summary>
    public long Forgotten()
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<long?>("SELECT MAX(id) FROM forgotten") ?? 0;
    }

    /// <summary>What was forgotten after a point: which mails, and what each of them still teaches, if anything.</summary>
    /// <returns>The mails by the name under which they were learned, and the point that is reached.</returns>
    public (IReadOnlyList<(string MailId, PastMail? Left)> Mails, long Reached) ForgottenSince(long after)
    {
        using var connection = database.Open();
        var rows = connection.Query<(long Step, long Mail, long At, string Content)>(
            $"SELECT f.id, f.mail_id, {AnsweredAt}, c.content FROM forgotten f JOIN mail_contents c ON c.mail_id = f.mail_id JOIN mails m ON m.id = f.mail_id WHERE f.id > @after ORDER BY f.id",
            new { after }).ToList();
        if (rows.Count == 0) return ([], after);
        var answers = connection.Query<(long Mail, string Post, bool Forgotten)>(
            $"{Answers} AND EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = a.mail_id AND f.id > @after) ORDER BY a.place", new { after }).ToLookup(a => a.Mail, a => (a.Post, a.Forgotten));
        return ([.. rows.DistinctBy(r => r.Mail).Select(r => (Name(r.Mail), answers.Contains(r.Mail) ? Read(r.Mail, r.At, r.Content, answers[r.Mail])?.Taught : null))], rows[^1].Step);
    }

    /// <summary>The ways to ask that her answers taught about a post, oldest first.</summary>
    public IReadOnlyList<LearnedPhrasing> Of(string postId) => Newest(postId, int.MaxValue).Newest;

    /// <summary>The newest of them, oldest first, and how many there are in all.</summary>
    public (IReadOnlyList<LearnedPhrasing> Newest, int All) Newest(string postId, int most)
    {
        using var connection = database.Open();
        var mails = connection.Query<(long Mail, string Post, bool Forgotten)>($"{Answers} AND a.post_id = @postId ORDER BY a.mail_id", new { postId })
            .Where(a => !a.Forgotten).Select(a => a.Mail).Distinct().ToList();
        var all = mails.Count;
        mails = [.. mails.TakeLast(most)];
        // Reading a mail anew takes long; what it asks is noted beside it.
        var noted = connection.Query<(long Id, long ArrivedAt, string Subject, string Asked)>(
            "SELECT m.id, m.arrived_at, m.subject, q.asked FROM mails m JOIN mail_questions q ON q.mail_id = m.id WHERE m.id IN @mails AND q.asked <> ''", new { mails }).ToDictionary(r => r.Id);
        return ([.. mails.Select(id => noted.TryGetValue(id, out var known)
            ? new LearnedPhrasing(id, Times.Read(known.ArrivedAt), known.Subject, known.Asked.Split('\n')[0])
            : Describe(id, StoredJson.ReadMail(connection.ExecuteScalar<string>("SELECT content FROM mail_contents WHERE mail_id = @id", new { id })!)))], all);
    }

    /// <summary>How many mails each post was learned from.</summary>
    public IReadOnlyDictionary<string, int> Counts()
    {
        using var connection = database.Open();
        return connection.Query<(long Mail, string Post, bool Forgotten)>(Answers).Where(a => !a.Forgotten).Distinct().GroupBy(a => a.Post).ToDictionary(g => g.Key, g => g.Count());
    }

    /// <summary>Forgets what one mail taught about one post; the mail itself stays as it is.</summary>
    public void Forget(long mailId, string postId)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Forget(connection, transaction, mailId, postId, clock.GetUtcNow());
        transaction.Commit();
    }

    internal static void Forget(SqliteConnection connection, SqliteTransaction transaction, long mailId, string postId, DateTimeOffset now)
    {
        connection.Execute("INSERT INTO forgotten (mail_id, post_id) VALUES (@mailId, @postId) ON CONFLICT DO NOTHING", new { mailId, postId }, transaction);
        Switches.Advance(connection, transaction, PhrasingStore.Counter, now);
    }

    // A mail whose posts were all taken back teaches nothing: it is no mail either that she had to answer freely.
    private static Lesson? Read(long id, long answeredAt, string content, IEnumerable<(string Post, bool Forgotten)> answers)
    {
        var all = answers.Distinct().ToList();
        if (all.Count > 0 && all.TrueForAll(a => a.Forgotten)) return null;
        var mail = StoredJson.ReadMail(content);
        var reading = MailReader.Read(mail);
        return new(PastMail.Of(Name(id), mail.Subject, reading, [.. all.Where(a => !a.Forgotten).Select(a => a.Post)], Times.Read(answeredAt)), mail.Subject, reading);
    }

    private static LearnedPhrasing Describe(long id, IncomingMail mail)
    {
        var reading = MailReader.Read(mail);
        return new(id, mail.ArrivedAt, mail.Subject, reading.Questions.Count > 0 ? reading.Questions[0] : reading.Text);
    }

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);
}
