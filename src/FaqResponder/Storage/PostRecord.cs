using Dapper;

using FaqResponder.Core.Ledger;

namespace FaqResponder.Storage;

/// <summary>How a post has served.</summary>
/// <param name="Automatic">How many mails a machine answered with it.</param>
/// <param name="ByAuthor">How many the author did, by a gesture or command.</param>
/// <param name="Wrong">How many of the automatic answers were wrong: she said so, the asker wrote again, or nobody got it.</param>
internal sealed record PostCount(int Automatic, int ByAuthor, int Wrong)
{
    public static readonly PostCount None = new(0, 0, 0);

    public int All => Automatic + ByAuthor;
}

/// <summary>A mail that was answered with a post.</summary>
internal sealed record PostMail(long MailId, DateTimeOffset At, string Asker, string AskerName, string Subject, bool ByMachine, string? Verdict, MailState State);

/// <summary>What became of the posts: how often each was sent, and to which mails.</summary>
internal sealed class PostRecord(Database database)
{
    private const int LongestSubject = 300;
    private const string Sent = "o.step = 'Done' AND o.kind <> 'Draft'";
    private const string IsWrong = "o.kind = 'Automatic' AND (o.verdict IN ('WrongAnswer', 'NotSatisfied') OR o.bounced_at IS NOT NULL)";

    private readonly Lock _gate = new();
    private long? _version;
    private IReadOnlyDictionary<string, PostCount> _counts = new Dictionary<string, PostCount>();

    /// <summary>The counts of all posts that were ever sent; kept while no mail takes a step.</summary>
    public IReadOnlyDictionary<string, PostCount> Counts()
    {
        using var connection = database.Open();
        lock (_gate)
        {
            var version = connection.ExecuteScalar<long?>("SELECT MAX(id) FROM history") ?? 0;
            if (version == _version) return _counts;
            _counts = connection.Query<(string Post, long Automatic, long ByAuthor, long Wrong)>(
                $"""
                SELECT p.post_id, SUM(o.kind = 'Automatic'), SUM(o.kind = 'FromAuthor'), SUM({IsWrong})
                FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE {Sent} GROUP BY p.post_id
                """).ToDictionary(r => r.Post, r => new PostCount((int)r.Automatic, (int)r.ByAuthor, (int)r.Wrong));
            _version = version;
            return _counts;
        }
    }

    /// <summary>The mails that were answered with a post, the newest first.</summary>
    public IReadOnlyList<PostMail> Mails(string postId, int most)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long Mail, long At, string Asker, string AskerName, string Subject, string Kind, string? Verdict, string State)>(
            $"""
            SELECT o.mail_id, COALESCE(o.done_at, o.recorded_at), m.asker, m.asker_name, substr(m.subject, 1, @LongestSubject), o.kind, o.verdict, m.state
            FROM outbox_posts p JOIN outbox o ON o.id = p.outbox_id JOIN mails m ON m.id = o.mail_id
            WHERE p.post_id = @postId AND {Sent} ORDER BY p.outbox_id DESC LIMIT @most
            """,
            new { postId, most, LongestSubject })
            .Select(r => new PostMail(r.Mail, Times.Read(r.At), r.Asker, r.AskerName, r.Subject, r.Kind == "Automatic", r.Verdict, Enum.Parse<MailState>(r.State)))];
    }
}
