using Dapper;

using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Erases the texts of closed mails once they have been kept for as long as the author wants. What became of each mail stays on record.</summary>
internal sealed class Retention(Database database, TimeProvider clock)
{
    private const int BatchSize = 200;

    private static readonly string[] Ends = [.. Enum.GetValues<MailState>().Where(s => s.IsEnd()).Select(s => s.ToString())];

    /// <summary>Erases what is due: the words of mails, of replies to them, and of what explains their matches.</summary>
    /// <param name="keep">How long texts are kept after a mail was closed.</param>
    /// <returns>Of how many mails.</returns>
    public int Expire(TimeSpan keep)
    {
        using var connection = database.Open();
        connection.Execute("PRAGMA secure_delete = ON;");
        var now = clock.GetUtcNow();
        for (var expired = 0; ;)
        {
            // The service goes on between two batches.
            using var transaction = connection.BeginTransaction();
            var mails = connection.Query<(long Id, string Content)>(
                """
                SELECT m.id, c.content FROM mails m JOIN mail_contents c ON c.mail_id = m.id
                WHERE m.state IN @Ends AND m.changed_at < @before AND m.expired_at IS NULL AND m.erased_at IS NULL ORDER BY m.id LIMIT @BatchSize
                """,
                new { Ends, before = (now - keep).Stored(), BatchSize }, transaction).ToList();
            if (mails.Count == 0) return expired;
            foreach (var (id, content) in mails) Expire(connection, transaction, id, StoredJson.ReadMail(content), now);
            transaction.Commit();
            expired += mails.Count;
        }
    }

    /// <summary>Erases the texts around one mail: its own, those of replies to it, and sentences in explanations.</summary>
    /// <param name="left">What stays of the mail.</param>
    internal static void EraseTexts(SqliteConnection connection, SqliteTransaction transaction, long id, IncomingMail left, DateTimeOffset now)
    {
        var all = new { id, at = now.Stored(), content = StoredJson.Write(left), unexplained = StoredJson.Write(new Explanation("", [], [], null, null)) };
        connection.Execute("UPDATE mail_contents SET content = @content WHERE mail_id = @id", all, transaction);
        connection.Execute("UPDATE mail_questions SET asked = '' WHERE mail_id = @id", all, transaction);
        connection.Execute("UPDATE suggestions SET explanation = @unexplained WHERE mail_id = @id", all, transaction);
        connection.Execute("UPDATE own_replies SET words = '' WHERE mail_id = @id", all, transaction);
        // A copy that is not yet in Sent can't be put there any more.
        connection.Execute("UPDATE outbox SET copied_at = COALESCE(copied_at, @at) WHERE mail_id = @id", all, transaction);
        connection.Execute("UPDATE outbox_contents SET mime = X'' WHERE outbox_id IN (SELECT id FROM outbox WHERE mail_id = @id)", all, transaction);
    }

    private static void Expire(SqliteConnection connection, SqliteTransaction transaction, long id, IncomingMail mail, DateTimeOffset now)
    {
        EraseTexts(connection, transaction, id, mail with { Text = null, Html = null, Headers = [], Attachments = [], Report = null }, now);
        var all = new { id, at = now.Stored(), erased = StoredJson.Write([Erasure.Mark]) };
        connection.Execute("UPDATE mails SET expired_at = @at WHERE id = @id", all, transaction);
        // The one reason that cites the mail.
        connection.Execute("UPDATE mails SET details = @erased WHERE id = @id AND reason = 'OneQuestionOpen'", all, transaction);
        connection.Execute("UPDATE history SET details = @erased WHERE mail_id = @id AND reason = 'OneQuestionOpen'", all, transaction);
    }
}
