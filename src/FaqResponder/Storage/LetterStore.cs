using System.Globalization;

using Dapper;

using FaqResponder.Core.Letters;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A gesture that a letter offers.</summary>
/// <param name="Digest">Of its token; see <see cref="GestureToken"/>.</param>
/// <param name="PostId">The post that it sends, for <see cref="LetterGesture.Answer"/>.</param>
internal sealed record OfferedGesture(string Digest, long MailId, LetterGesture Kind, string? PostId);

/// <summary>The time that a letter tells of.</summary>
/// <param name="Period">The day on which it is due; <see langword="null"/> for one that she asks for.</param>
internal sealed record LetterTime(DateOnly? Period, DateTimeOffset Since, DateTimeOffset Until);

/// <summary>A letter that is to be sent, or may have been.</summary>
/// <param name="SendingAt">When it was handed to a server; <see langword="null"/> when it was not.</param>
internal sealed record PendingLetter(long Id, string MessageId, byte[] Mime, DateTimeOffset NextTryAt, DateTimeOffset? SendingAt);

/// <summary>The letters to the author: each is recorded before it is sent, and one for each time at which one is due.</summary>
internal sealed class LetterStore(Database database, TimeProvider clock)
{
    // So long an old gesture is told from one that never was.
    private static readonly TimeSpan KeepsGestures = TimeSpan.FromDays(90);

    /// <summary>Whether the letter of a day was recorded, or there was nothing to write then.</summary>
    public bool Has(DateOnly period)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM letters WHERE period = @name", new { name = Name(period) }) > 0;
    }

    /// <summary>Up to when the last letter told, and which posts machines could send then; <see langword="null"/> before the first. One that never went out told nothing.</summary>
    public (DateTimeOffset Until, IReadOnlyList<string> Earned)? Last()
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<(long Until, string Earned)?>("SELECT until, earned FROM letters WHERE step IN ('Sending', 'Done', 'Silent') AND NOT by_hand ORDER BY id DESC LIMIT 1") is { } row
            ? (Times.Read(row.Until), StoredJson.ReadList(row.Earned)) : null;
    }

    /// <summary>Records a letter with its gestures, in one transaction. One of an earlier time that has not gone out gives way to it.</summary>
    /// <param name="sending">Whether whoever records it hands it to the server at once.</param>
    /// <returns>Its number; <see langword="null"/> when that time has one.</returns>
    public long? Record(LetterTime time, string messageId, byte[] mime, IReadOnlyList<string> earned, IReadOnlyList<OfferedGesture> gestures, TimeSpan validFor, bool sending)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var now = clock.GetUtcNow();
        if (time.Period is not null) Remove(connection, transaction, "step = 'Recorded'", now);
        connection.Execute("DELETE FROM letter_gestures WHERE expires_at < @before", new { before = (now - KeepsGestures).Stored() }, transaction);
        if (Insert(connection, transaction, time, messageId, mime, earned, sending ? "Sending" : "Recorded", now) is not { } id) return null;
        foreach (var gesture in gestures)
        {
            connection.Execute(
                "INSERT INTO letter_gestures (digest, letter_id, mail_id, kind, post_id, given_at, expires_at) VALUES (@Digest, @id, @MailId, @kind, @PostId, @now, @expires)",
                new { gesture.Digest, id, gesture.MailId, kind = gesture.Kind.ToString(), gesture.PostId, now = now.Stored(), expires = (now + validFor).Stored() }, transaction);
        }

        transaction.Commit();
        return id;
    }

    /// <summary>Records that there was nothing to write at a time.</summary>
    public void RecordSilence(LetterTime time, IReadOnlyList<string> earned)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Insert(connection, transaction, time, null, null, earned, "Silent", clock.GetUtcNow());
        transaction.Commit();
    }

    /// <summary>The oldest letter that is to be sent, or of which it isn't known whether it went out.</summary>
    public PendingLetter? Pending()
    {
        using var connection = database.Open();
        return connection.QueryFirstOrDefault<(long Id, string MessageId, byte[] Mime, long NextTryAt, long? SendingAt)?>(
            "SELECT id, message_id, mime, next_try_at, sending_at FROM letters WHERE step IN ('Recorded', 'Sending') ORDER BY id LIMIT 1") is { } row
            ? new(row.Id, row.MessageId, row.Mime, Times.Read(row.NextTryAt), Times.Read(row.SendingAt)) : null;
    }

    /// <summary>Committed before the first byte goes out.</summary>
    public void MarkSending(long id) => Set(id, "step = 'Sending', sending_at = @now");

    /// <summary>It is out; what it said is kept no longer.</summary>
    public void MarkDone(long id) => Set(id, "step = 'Done', done_at = @now, mime = NULL, trouble = NULL");

    /// <summary>It certainly did not go out, and is tried again.</summary>
    public void PutOff(long id, DateTimeOffset until, string trouble)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE letters SET step = 'Recorded', sending_at = NULL, next_try_at = @until, trouble = @trouble WHERE id = @id AND step = 'Sending'", new { id, until = until.Stored(), trouble });
    }

    /// <summary>Whether a letter came into her mailbox: then the ledger knows it as any other mail.</summary>
    public bool HasArrived(string messageId)
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM mails WHERE message_id = @messageId", new { messageId }) > 0;
    }

    /// <summary>A letter of ours without its text: what it cites is askers', and its tokens are kept nowhere. Any other mail as it is.</summary>
    internal static IncomingMail WithoutText(SqliteConnection connection, SqliteTransaction transaction, IncomingMail mail) =>
        mail.MessageId is { } id && connection.ExecuteScalar<int>("SELECT COUNT(*) FROM letters WHERE message_id = @id", new { id }, transaction) > 0 ? mail with { Text = null, Html = null } : mail;

    /// <summary>A letter that was not sent may cite what is being erased: it is written anew. One that may have gone out is not sent again.</summary>
    internal static void Erase(SqliteConnection connection, SqliteTransaction transaction, DateTimeOffset now)
    {
        Remove(connection, transaction, "step = 'Recorded'", now, writtenAnew: true);
        connection.Execute("UPDATE letters SET step = 'Done', done_at = @now, mime = NULL WHERE step = 'Sending'", new { now = now.Stored() }, transaction);
    }

    private static void Remove(SqliteConnection connection, SqliteTransaction transaction, string which, DateTimeOffset now, bool writtenAnew = false)
    {
        connection.Execute($"DELETE FROM letter_gestures WHERE letter_id IN (SELECT id FROM letters WHERE {which})", transaction: transaction);
        connection.Execute(
            writtenAnew ? $"DELETE FROM letters WHERE {which}" : $"UPDATE letters SET step = 'Superseded', mime = NULL, done_at = @now WHERE {which}", new { now = now.Stored() }, transaction);
    }

    private static long? Insert(
        SqliteConnection connection, SqliteTransaction transaction, LetterTime time, string? messageId, byte[]? mime, IReadOnlyList<string> earned, string step, DateTimeOffset now) =>
        connection.ExecuteScalar<long?>(
            """
            INSERT INTO letters (period, by_hand, step, message_id, mime, since, until, earned, next_try_at, sending_at)
            VALUES (@period, @byHand, @step, @messageId, @mime, @since, @until, @earned, @now, CASE WHEN @step = 'Sending' THEN @now END) ON CONFLICT (period) DO NOTHING RETURNING id
            """,
            new
            {
                period = time.Period is { } day ? Name(day) : time.Until.ToString("O", CultureInfo.InvariantCulture),
                byHand = time.Period is null,
                step,
                messageId,
                mime,
                since = time.Since.Stored(),
                until = time.Until.Stored(),
                earned = StoredJson.Write(earned),
                now = now.Stored(),
            },
            transaction);

    private void Set(long id, string change)
    {
        using var connection = database.Open();
        connection.Execute($"UPDATE letters SET {change} WHERE id = @id", new { id, now = clock.GetUtcNow().Stored() });
    }

    private static string Name(DateOnly period) => period.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
