using Dapper;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Whether a machine may send a post.</summary>
internal enum Permission
{
    /// <summary>Not yet: it is laid ready in drafts, and gathers judgements.</summary>
    DraftOnly,

    /// <summary>Its suggestions were right often enough.</summary>
    Earned,

    /// <summary>The author said so.</summary>
    Allowed,

    /// <summary>It was wrong, or the author said so; until she allows it again.</summary>
    Withdrawn,
}

/// <summary>The standing of a post.</summary>
/// <param name="Record">How often its suggestions were right.</param>
/// <param name="Held">Why it is withdrawn; <see langword="null"/> when it isn't.</param>
internal sealed record PostStanding(Permission Permission, TrackRecord Record, HeldPost? Held)
{
    /// <summary>The standing of a post of which nothing is known.</summary>
    /// <param name="areAllAllowed">Whether the author lets all posts go out.</param>
    public static PostStanding New(bool areAllAllowed) => new(areAllAllowed ? Permission.Allowed : Permission.DraftOnly, default, null);

    public Phrase Words => Permission switch
    {
        Permission.DraftOnly => new($"brouillons seulement ({Record.Right} sur {Record.Judged})", $"draft only ({Record.Right} of {Record.Judged})"),
        Permission.Earned => new($"a fait ses preuves ({Record.Right} sur {Record.Judged})", $"earned ({Record.Right} of {Record.Judged})"),
        Permission.Allowed => new("autorisé par vous", "allowed by you"),
        Permission.Withdrawn => new($"retiré : {Held!.Why.French}", $"withdrawn: {Held.Why.English}"),
    };
}

/// <summary>Which posts a machine may send: each earns it by suggestions that were right, or by the author's word.</summary>
internal sealed class PostTrust(Database database, HeldPosts held)
{
    // Those that would have gone out but for the mode, the permission or a limit, and those that did.
    private const string WouldGoOut = "'Sure', 'WouldAnswer', 'DraftReady', 'Paused', 'CapReached', 'PostHeld', 'NotProven'";

    private const string Judged =
        $"""
        SELECT post_id, SUM(is_right), COUNT(*) FROM (
            SELECT s.post_id, CASE
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.verdict IN ('WrongAnswer', 'NotSatisfied', 'Corrected')) THEN 0
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.verdict = 'Satisfied') THEN 1
                WHEN EXISTS (SELECT 1 FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.mail_id = m.id AND o.kind = 'FromAuthor' AND o.step = 'Done' AND p.post_id = s.post_id) THEN 1
                WHEN EXISTS (SELECT 1 FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id WHERE r.mail_id = m.id AND p.post_id = s.post_id) THEN 1
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.kind = 'FromAuthor' AND o.step = 'Done') THEN 0
                WHEN m.state <> 'Answered' AND EXISTS (SELECT 1 FROM own_replies r WHERE r.mail_id = m.id) THEN 0
                WHEN m.state = 'Dismissed' AND m.reason = 'NotAQuestion' THEN 0
                WHEN EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND o.verdict = 'DraftDiscarded') THEN 0
                END AS is_right
            FROM suggestions s JOIN mails m ON m.id = s.mail_id
            WHERE s.place = 0 AND s.confidence >= @threshold AND EXISTS (SELECT 1 FROM history h WHERE h.mail_id = m.id AND h.state = 'Decided' AND h.reason IN ({WouldGoOut}))
        """;

    /// <summary>The standing of all posts that were ever suggested, allowed or withdrawn.</summary>
    /// <param name="threshold">The confidence from which a suggestion would go out, 0 to 1.</param>
    /// <param name="precision">The share of right ones that is wanted, 0 to 1.</param>
    /// <param name="areAllAllowed">Whether the author lets all posts go out that were not withdrawn.</param>
    public IReadOnlyDictionary<string, PostStanding> All(double threshold, double precision, bool areAllAllowed)
    {
        using var connection = database.Open();
        var records = connection.Query<(string Post, long Right, long All)>($"{Judged}) WHERE is_right IS NOT NULL GROUP BY post_id", new { threshold })
            .ToDictionary(r => r.Post, r => new TrackRecord((int)r.Right, (int)r.All));
        var allowed = connection.Query<string>("SELECT post_id FROM allowed_posts").ToHashSet();
        var withdrawn = held.All();
        return records.Keys.Union(allowed).Union(withdrawn.Keys).ToDictionary(post => post, post =>
        {
            var (record, why) = (records.GetValueOrDefault(post), withdrawn.GetValueOrDefault(post));
            var permission = why is not null ? Permission.Withdrawn : areAllAllowed || allowed.Contains(post) ? Permission.Allowed : record.Proves(precision) ? Permission.Earned : Permission.DraftOnly;
            return new PostStanding(permission, record, why);
        });
    }

    /// <summary>Of some posts those that have neither earned to be sent by a machine nor been allowed, with how often they were right.</summary>
    internal static IReadOnlyDictionary<string, TrackRecord> Unproven(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyCollection<string> posts, double threshold, double precision)
    {
        var records = connection.Query<(string Post, long Right, long All)>(
            $"{Judged} AND s.post_id IN @posts) WHERE is_right IS NOT NULL GROUP BY post_id", new { threshold, posts }, transaction).ToDictionary(r => r.Post, r => new TrackRecord((int)r.Right, (int)r.All));
        var allowed = connection.Query<string>("SELECT post_id FROM allowed_posts WHERE post_id IN @posts", new { posts }, transaction).ToHashSet();
        return posts.Where(p => !allowed.Contains(p) && !records.GetValueOrDefault(p).Proves(precision)).Distinct().ToDictionary(p => p, p => records.GetValueOrDefault(p));
    }
}
