using Dapper;

using FaqResponder.Core.Ledger;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>How a post has served.</summary>
/// <param name="Automatic">How many mails a machine answered with it.</param>
/// <param name="ByAuthor">How many the author did, by a gesture, a command, or from her mail program.</param>
/// <param name="Wrong">How many of the automatic answers were wrong: she said so, the asker wrote again, or nobody got it.</param>
internal sealed record PostCount(int Automatic, int ByAuthor, int Wrong)
{
    public static readonly PostCount None = new(0, 0, 0);

    public int All => Automatic + ByAuthor;

    /// <summary>From how many mails it was learned.</summary>
    public int Learned { get; init; }
}

/// <summary>A mail that was answered with a post.</summary>
internal sealed record PostMail(long MailId, DateTimeOffset At, string Asker, string AskerName, string Subject, bool ByMachine, string? Verdict, MailState State);

/// <summary>What became of the posts: how often each was sent, and to which mails.</summary>
internal sealed class PostRecord(Database database)
{
    private const int LongestSubject = 300;
    private const string Sent = "o.step = 'Done' AND o.kind <> 'Draft'";
    private const string IsWrong = "o.kind = 'Automatic' AND (o.verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected') OR o.bounced_at IS NOT NULL)";

    // Of a mail that came back or was complained of; word for word the condition of outbox_gone_wrong, which is small.
    private const string GoneWrong = "(o.verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected') OR o.bounced_at IS NOT NULL)";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, PostCount> _counts = [];
    private (long Step, long Forgotten, long WrongAt)? _version;

    /// <summary>The counts of all posts that were ever sent. Those to which nothing happened since the last time are not counted anew.</summary>
    public IReadOnlyDictionary<string, PostCount> Counts()
    {
        using var connection = database.Open();
        lock (_gate)
        {
            var now = connection.QuerySingle<(long, long, long)>(
                $"""
                SELECT COALESCE((SELECT MAX(id) FROM history), 0), COALESCE((SELECT MAX(id) FROM forgotten), 0),
                    COALESCE((SELECT MAX(CASE WHEN COALESCE(o.verdict_at, 0) > COALESCE(o.bounced_at, 0) THEN o.verdict_at ELSE o.bounced_at END) FROM outbox o WHERE {GoneWrong}), 0)
                """);
            if (now != _version) Count(connection, _version is { } known ? Changed(connection, known) : null);
            _version = now;
            return new Dictionary<string, PostCount>(_counts);
        }
    }

    private static List<string> Changed(SqliteConnection connection, (long Step, long Forgotten, long WrongAt) since) => [.. connection.Query<string>(
        $"""
        SELECT p.post_id FROM outbox_posts p WHERE p.outbox_id IN (SELECT o.id FROM outbox o WHERE o.mail_id IN (SELECT mail_id FROM history WHERE id > @Step))
        UNION SELECT p.post_id FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id WHERE r.mail_id IN (SELECT mail_id FROM history WHERE id > @Step)
        UNION SELECT post_id FROM forgotten WHERE id > @Forgotten
        UNION SELECT p.post_id FROM outbox_posts p WHERE p.outbox_id IN (SELECT o.id FROM outbox o WHERE {GoneWrong} AND (o.verdict_at >= @WrongAt OR o.bounced_at >= @WrongAt))
        """,
        new { since.Step, since.Forgotten, since.WrongAt })];

    private void Count(SqliteConnection connection, List<string>? posts)
    {
        if (posts is { Count: 0 }) return;
        var which = posts is null ? "" : "AND o.id IN (SELECT outbox_id FROM outbox_posts WHERE post_id IN @posts) AND p.post_id IN @posts";
        foreach (var post in posts ?? []) _counts.Remove(post);
        foreach (var (post, automatic, byAuthor, wrong, learned) in connection.Query<(string, long, long, long, long)>(
            $"""
            SELECT p.post_id, SUM(CASE WHEN o.kind = 'Automatic' THEN 1 ELSE 0 END), SUM(CASE WHEN o.kind = 'FromAuthor' THEN 1 ELSE 0 END), SUM(CASE WHEN {IsWrong} THEN 1 ELSE 0 END),
                SUM(CASE WHEN o.kind = 'FromAuthor' AND m.state = 'AnsweredByAuthor' AND m.erased_at IS NULL AND m.expired_at IS NULL
                    AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = o.mail_id AND f.post_id = p.post_id) THEN 1 ELSE 0 END)
            FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id JOIN mails m ON m.id = o.mail_id WHERE {Sent} {which} GROUP BY p.post_id
            """,
            new { posts }))
        {
            _counts[post] = new((int)automatic, (int)byAuthor, (int)wrong) { Learned = (int)learned };
        }

        // What she sent from her mail program.
        which = posts is null ? "" : "AND p.post_id IN @posts";
        foreach (var (post, sent, learned) in connection.Query<(string, long, long)>(
            $"""
            SELECT p.post_id, COUNT(*), SUM(CASE WHEN m.erased_at IS NULL AND m.expired_at IS NULL
                AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = r.mail_id AND f.post_id = p.post_id) THEN 1 ELSE 0 END)
            FROM own_reply_posts p JOIN own_replies r ON r.id = p.reply_id JOIN mails m ON m.id = r.mail_id WHERE m.state <> 'Waiting' {which} GROUP BY p.post_id
            """,
            new { posts }))
        {
            var known = _counts.GetValueOrDefault(post, PostCount.None);
            _counts[post] = known with { ByAuthor = known.ByAuthor + (int)sent, Learned = known.Learned + (int)learned };
        }
    }

    /// <summary>The mails that were answered with a post, the newest first.</summary>
    public IReadOnlyList<PostMail> Mails(string postId, int most)
    {
        using var connection = database.Open();
        var ours = connection.Query<Row>(
            $"""
            SELECT o.mail_id AS MailId, COALESCE(o.done_at, o.recorded_at) AS At, m.asker AS Asker, m.asker_name AS AskerName, substr(m.subject, 1, @LongestSubject) AS Subject,
                o.kind AS Kind, o.verdict AS Verdict, m.state AS State
            FROM outbox_posts p JOIN outbox o ON o.id = p.outbox_id JOIN mails m ON m.id = o.mail_id
            WHERE p.post_id = @postId AND {Sent} ORDER BY p.outbox_id DESC LIMIT @most
            """,
            new { postId, most, LongestSubject });
        var own = connection.Query<Row>(
            """
            SELECT r.mail_id AS MailId, r.sent_at AS At, m.asker AS Asker, m.asker_name AS AskerName, substr(m.subject, 1, @LongestSubject) AS Subject,
                'FromAuthor' AS Kind, NULL AS Verdict, m.state AS State
            FROM own_reply_posts p JOIN own_replies r ON r.id = p.reply_id JOIN mails m ON m.id = r.mail_id
            WHERE p.post_id = @postId ORDER BY p.reply_id DESC LIMIT @most
            """,
            new { postId, most, LongestSubject });
        return [.. ours.Concat(own).OrderByDescending(r => r.At).Take(most)
            .Select(r => new PostMail(r.MailId, Times.Read(r.At), r.Asker, r.AskerName, r.Subject, r.Kind == "Automatic", r.Verdict, Enum.Parse<MailState>(r.State)))];
    }

    // Properties, since the type of an expression is unknown where there is no row.
    private sealed class Row
    {
        public long MailId { get; init; }

        public long At { get; init; }

        public string Asker { get; init; } = "";

        public string AskerName { get; init; } = "";

        public string Subject { get; init; } = "";

        public string Kind { get; init; } = "";

        public string? Verdict { get; init; }

        public string State { get; init; } = "";
    }
}
