using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Letters;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A gesture of a letter that came back by mail.</summary>
/// <param name="MailId">The mail that brought it.</param>
/// <param name="MessageId">Of that mail.</param>
/// <param name="About">The mail that it is about; 0 where no letter gave it.</param>
/// <param name="PostId">The post that the letter named.</param>
/// <param name="GivenAt">When the letter was written.</param>
/// <param name="Trouble">Why it is refused, whoever sent it; <see langword="null"/> when nothing speaks against it so far.</param>
/// <param name="IsProven">Whether her own server vouched for it.</param>
internal sealed record LetterOrder(
    long MailId, string? MessageId, string Digest, long About, LetterGesture Kind, string? PostId, DateTimeOffset GivenAt, GestureTrouble? Trouble, bool IsProven, DateTimeOffset LodgedAt);

/// <summary>A gesture that did nothing.</summary>
/// <param name="About">The mail that it was about; <see langword="null"/> where no letter gave it.</param>
internal sealed record RefusedOrder(DateTimeOffset At, GestureTrouble Trouble, long? About);

/// <summary>
/// The gestures that came back. Each is lodged in the transaction in which its mail gets its outcome, and closed in the one in which it is done or refused: a crash
/// leaves it open, or leaves it done.
/// </summary>
internal sealed class LetterOrders(Database database, TimeProvider clock)
{
    private const int MostAtOnce = 50;

    /// <summary>Those that are neither done nor refused, oldest first.</summary>
    public IReadOnlyList<LetterOrder> Open(string mailbox)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long Mail, string? MessageId, string Digest, long? About, string? Kind, string? Post, long? Given, string? Trouble, bool Proven, long Lodged)>(
            """
            SELECT o.mail_id, m.message_id, o.digest, g.mail_id, g.kind, g.post_id, g.given_at, o.trouble, o.proven, o.lodged_at
            FROM letter_orders o JOIN mails m ON m.id = o.mail_id LEFT JOIN letter_gestures g ON g.digest = o.digest
            WHERE o.closed_at IS NULL AND m.mailbox = @mailbox ORDER BY o.mail_id LIMIT @MostAtOnce
            """,
            new { mailbox, MostAtOnce })
            .Select(r => new LetterOrder(
                r.Mail, r.MessageId, r.Digest, r.About ?? 0, r.Kind is null ? default : Enum.Parse<LetterGesture>(r.Kind), r.Post, Times.Read(r.Given ?? 0),
                r.About is null ? GestureTrouble.Unknown : r.Trouble is null ? null : Enum.Parse<GestureTrouble>(r.Trouble), r.Proven, Times.Read(r.Lodged)))];
    }

    /// <summary>Closes an order without a gesture. Its token is spent if it came from her: it was judged.</summary>
    public void Refuse(LetterOrder order, GestureTrouble trouble)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        if (trouble is not GestureTrouble.Unproven) Redeem(connection, transaction, order, now);
        Close(connection, transaction, order, trouble, now);
        transaction.Commit();
    }

    /// <summary>Notes that she is told why a gesture did nothing; rather not told than told twice.</summary>
    /// <returns>Whether she may be told: not if she was told of too many today.</returns>
    public bool MayTell(LetterOrder order, int mostADay)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        var told = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM letter_orders WHERE told_at > @day AND told_at <= @now", new { day = now.AddDays(-1).Stored(), now = now.Stored() }, transaction);
        var may = told < mostADay && connection.Execute("UPDATE letter_orders SET told_at = @now WHERE mail_id = @MailId AND told_at IS NULL", new { order.MailId, now = now.Stored() }, transaction) > 0;
        transaction.Commit();
        return may;
    }

    /// <summary>The gestures of a time that did nothing, of those that letters had given: what anybody may make up is left out.</summary>
    public IReadOnlyList<RefusedOrder> Refused(DateTimeOffset since, DateTimeOffset until)
    {
        using var connection = database.Open();
        return [.. connection.Query<(long At, string Trouble, long? About)>(
            """
            SELECT o.closed_at, o.trouble, g.mail_id FROM letter_orders o JOIN letter_gestures g ON g.digest = o.digest
            WHERE o.trouble IS NOT NULL AND o.closed_at > @since AND o.closed_at <= @until ORDER BY o.closed_at
            """,
            new { since = since.Stored(), until = until.Stored() }).Select(r => new RefusedOrder(Times.Read(r.At), Enum.Parse<GestureTrouble>(r.Trouble), r.About))];
    }

    /// <summary>The outcome of a mail that bears a token, with the order lodged; <see langword="null"/> for a stranger's mail with a token that never was.</summary>
    /// <param name="isClaimed">Whether it bears the author's address.</param>
    /// <param name="isProven">Whether her own server vouches for that.</param>
    internal static Decision? Lodge(SqliteConnection connection, SqliteTransaction transaction, long id, IncomingMail mail, string digest, bool isClaimed, bool isProven, DateTimeOffset now)
    {
        var known = connection.QuerySingleOrDefault<(long About, string Kind, long Expires, long? Used)?>(
            "SELECT mail_id, kind, expires_at, used_at FROM letter_gestures WHERE digest = @digest", new { digest }, transaction);
        if (!isClaimed) return known is null ? null : new Decision.AskTheAuthor([], new(Because.GestureOfOther, mail.Asker?.Address ?? "?"));
        GestureTrouble? trouble = known switch
        {
            null => GestureTrouble.Unknown,
            { Used: not null } => GestureTrouble.Used,
            // What counts is when she sent it, not when the service was there to read it.
            { Expires: var expires } when mail.ArrivedAt.Stored() > expires => GestureTrouble.Expired,
            _ => null,
        };
        connection.Execute(
            "INSERT INTO letter_orders (mail_id, digest, trouble, proven, lodged_at) VALUES (@id, @digest, @trouble, @isProven, @now) ON CONFLICT DO NOTHING",
            new { id, digest, trouble = trouble?.ToString(), isProven, now = now.Stored() }, transaction);
        return new Decision.SetAside(trouble is { } wrong ? new(Because.GestureRefused, $"{wrong}") : new(Because.LetterGesture, known!.Value.Kind, $"{known.Value.About}"));
    }

    /// <summary>Spends the token.</summary>
    /// <returns>Whether it was still good.</returns>
    internal static bool Redeem(SqliteConnection connection, SqliteTransaction transaction, LetterOrder order, DateTimeOffset now) =>
        connection.Execute("UPDATE letter_gestures SET used_at = @now WHERE digest = @Digest AND used_at IS NULL", new { order.Digest, now = now.Stored() }, transaction) > 0;

    /// <summary>Closes an order: done, or refused. The outcome of its mail says so.</summary>
    internal static void Close(SqliteConnection connection, SqliteTransaction transaction, LetterOrder order, GestureTrouble? trouble, DateTimeOffset now)
    {
        var closed = connection.Execute(
            "UPDATE letter_orders SET closed_at = @now, trouble = @trouble WHERE mail_id = @MailId AND closed_at IS NULL", new { order.MailId, trouble = trouble?.ToString(), now = now.Stored() }, transaction);
        var reason = trouble is { } wrong ? new Reason(Because.GestureRefused, $"{wrong}") : new Reason(Because.GestureDone, $"{order.Kind}", $"{order.About}");
        // She may have taken it up again meanwhile; then it says what she did.
        var stands = connection.Execute(
            "UPDATE mails SET reason = @because, details = @details, changed_at = @now WHERE id = @MailId AND state = 'SetAside'",
            new { order.MailId, because = reason.Because.ToString(), details = StoredJson.Write(reason.Details), now = now.Stored() }, transaction);
        if (closed > 0 && stands > 0) MailLedger.AddHistory(connection, transaction, order.MailId, MailState.SetAside, reason, now);
    }
}
