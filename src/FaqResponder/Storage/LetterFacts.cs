using Dapper;

namespace FaqResponder.Storage;

/// <summary>A question that she taught something by.</summary>
/// <param name="Words">What was asked, or the phrasing that she added.</param>
/// <param name="Title">The post that answers it; <see langword="null"/> where none does.</param>
internal sealed record TaughtWords(string Words, string? Title);

/// <summary>What a letter tells of that no list of the page holds: what was learned in a time.</summary>
internal sealed class LetterFacts(Database database)
{
    /// <summary>What she taught in a time, by her replies, by saying that something is no question, and by phrasings that she added; the newest first.</summary>
    public IReadOnlyList<TaughtWords> Taught(DateTimeOffset since, DateTimeOffset until)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long At, string Words, string? Title)>(
            """
            SELECT o.done_at AS at, q.asked, COALESCE(p.title, s.post_id) FROM outbox o JOIN outbox_posts s ON s.outbox_id = o.id LEFT JOIN posts p ON p.id = s.post_id
                JOIN mail_questions q ON q.mail_id = o.mail_id WHERE o.kind = 'FromAuthor' AND o.step = 'Done' AND o.done_at > @since AND o.done_at <= @until
                AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = o.mail_id AND f.post_id = s.post_id)
            UNION ALL SELECT r.recorded_at, q.asked, COALESCE(p.title, s.post_id) FROM own_replies r JOIN own_reply_posts s ON s.reply_id = r.id LEFT JOIN posts p ON p.id = s.post_id
                JOIN mail_questions q ON q.mail_id = r.mail_id WHERE r.recorded_at > @since AND r.recorded_at <= @until
                AND NOT EXISTS (SELECT 1 FROM forgotten f WHERE f.mail_id = r.mail_id AND f.post_id = s.post_id)
            UNION ALL SELECT m.changed_at, q.asked, NULL FROM mails m JOIN mail_questions q ON q.mail_id = m.id
                WHERE m.state = 'Dismissed' AND m.reason = 'NotAQuestion' AND m.changed_at > @since AND m.changed_at <= @until
            UNION ALL SELECT f.at, f.text, COALESCE(p.title, f.post_id) FROM phrasings f LEFT JOIN posts p ON p.id = f.post_id WHERE f.hidden = 0 AND f.at > @since AND f.at <= @until
            ORDER BY 1 DESC
            """,
            new { since = since.Stored(), until = until.Stored() })
            .Where(r => r.Words.Length > 0).Select(r => new TaughtWords(r.Words.Split('\n')[0], r.Title))];
    }
}
