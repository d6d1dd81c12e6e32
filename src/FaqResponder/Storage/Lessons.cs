using Dapper;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

namespace FaqResponder.Storage;

/// <summary>What the author teaches by answering: the mails that she answered, with which posts or with words of her own, as they stand in the ledger.</summary>
internal sealed class Lessons(Database database)
{
    // Years of her answers; what is older says little of the posts of today.
    private const int Most = 5000;

    /// <summary>The mails that she answered after a point in the history, the newest of them if there are very many.</summary>
    /// <param name="after">The point up to which they are known; 0 for all.</param>
    /// <returns>The mails, and the point that is reached.</returns>
    public (IReadOnlyList<PastMail> Mails, long Reached) Since(long after)
    {
        using var connection = database.Open();
        var rows = connection.Query<(long Step, long Mail, string Content)>(
            """
            SELECT h.id, h.mail_id, c.content FROM history h JOIN mail_contents c ON c.mail_id = h.mail_id
            WHERE h.id > @after AND h.state = 'AnsweredByAuthor' ORDER BY h.id DESC LIMIT @Most
            """,
            new { after, Most }).Reverse().ToList();
        if (rows.Count == 0) return ([], after);
        var posts = connection.Query<(long Mail, string Post)>(
            """
            SELECT o.mail_id, p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id JOIN history h ON h.mail_id = o.mail_id
            WHERE h.id > @after AND h.state = 'AnsweredByAuthor' AND o.kind = 'FromAuthor' AND o.step = 'Done' ORDER BY o.id
            """,
            new { after }).ToLookup(p => p.Mail, p => p.Post);
        return ([.. rows.Select(r => Read(r.Mail, r.Content, [.. posts[r.Mail].Distinct()]))], rows[^1].Step);
    }

    private static PastMail Read(long id, string content, IReadOnlyList<string> posts)
    {
        var mail = StoredJson.ReadMail(content);
        return PastMail.Of(id.ToString(System.Globalization.CultureInfo.InvariantCulture), mail.Subject, MailReader.Read(mail), posts);
    }
}
