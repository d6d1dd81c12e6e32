using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the outbox says of earlier answers, inside the transaction in which the next one is decided.</summary>
internal sealed class AnswerRecord(SqliteConnection connection, SqliteTransaction transaction, TimeProvider clock)
{
    /// <summary>Replies that reached somebody, or may yet, or may have.</summary>
    internal const string IsLive = "o.kind <> 'Draft' AND " + IsOut;

    private const string IsOut = "o.step IN ('Recorded', 'Sending', 'Done', 'Uncertain')";

    /// <summary>The conversations that mails belong to.</summary>
    public Conversations Conversations { get; } = new(connection, transaction, clock);

    /// <summary>The replies that came back.</summary>
    public Returns Returns { get; } = new(connection, transaction, clock);

    /// <summary>Earlier answers as the gates ask for them. Replies that were refused or withdrawn never reached anybody and don't count.</summary>
    public AnswerHistory For(string asker, Mode mode, TimeSpan repeatAfter)
    {
        var now = clock.GetUtcNow();
        var sent = connection.Query<string>(
            $"""
            SELECT DISTINCT p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id JOIN mails m ON m.id = o.mail_id
            WHERE m.asker = @asker AND {IsLive} AND o.recorded_at > @since
            UNION SELECT p.post_id FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id JOIN mails m ON m.id = r.mail_id WHERE m.asker = @asker AND r.sent_at > @since
            """,
            new { asker = asker.ToLowerInvariant(), since = (now - repeatAfter).Stored() }, transaction).ToList();
        var toAsker = connection.ExecuteScalar<int>(
            $"""
            SELECT COUNT(*) FROM mails m JOIN outbox o ON o.mail_id = m.id
            WHERE m.asker = @asker AND o.kind = 'Automatic' AND {IsOut} AND o.recorded_at > @day
            """,
            new { asker = asker.ToLowerInvariant(), day = now.AddDays(-1).Stored() }, transaction);
        var toDomain = connection.ExecuteScalar<int>(
            $"""
            SELECT COUNT(*) FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE m.asker LIKE @domain ESCAPE '\' AND o.kind = 'Automatic' AND {IsOut} AND o.recorded_at > @day
            """,
            new { domain = DomainPattern(asker), day = now.AddDays(-1).Stored() }, transaction);
        // outbox_by_time holds all that this asks for: the rows themselves, with their mails in full, aren't read.
        // A time that is yet to come was written by a clock that was wrong.
        var resumed = Switches.ResumedAt(connection, transaction) is { } at && at <= now ? at : DateTimeOffset.MinValue;
        var (hour, day) = connection.QuerySingle<(int, int)>(
            $"""
            SELECT COALESCE(SUM(CASE WHEN o.recorded_at > @hour THEN 1 ELSE 0 END), 0), COUNT(*) FROM outbox o
            WHERE o.kind = 'Automatic' AND {IsOut} AND o.recorded_at > @day
            """,
            new { hour = Later(now.AddHours(-1), resumed).Stored(), day = Later(now.AddDays(-1), resumed).Stored() }, transaction);
        return new(mode, Switches.IsPaused(connection, transaction), sent, toAsker, toDomain, hour, day)
        {
            Asker = asker,
            IsUnreachable = Returns.IsUnreachable(asker),
            HeldPosts = connection.Query<string>("SELECT post_id FROM held_posts", transaction: transaction).ToHashSet(),
        };
    }

    /// <summary>Of some posts those that no machine may send yet, with how often they were right.</summary>
    public IReadOnlyDictionary<string, TrackRecord> Unproven(IReadOnlyCollection<string> posts, double threshold, double precision) => PostTrust.Unproven(connection, transaction, posts, threshold, precision);

    /// <summary>The outcome of a mail that brings a gesture of a letter back; see <see cref="LetterOrders.Lodge"/>.</summary>
    public Decision? LodgeGesture(long mailId, IncomingMail mail, string digest, bool isClaimed, bool isProven) =>
        LetterOrders.Lodge(connection, transaction, mailId, mail, digest, isClaimed, isProven, clock.GetUtcNow());

    /// <summary>Pauses the automatic answers: a cap for all was reached, which says that something is out of the ordinary.</summary>
    public void PauseByCap() => Switches.PauseByCap(connection, transaction, clock.GetUtcNow());

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;

    private static string DomainPattern(string asker) => "%" + asker.ToLowerInvariant()[Math.Max(0, asker.LastIndexOf('@'))..]
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);
}
