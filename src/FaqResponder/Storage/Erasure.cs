using System.Text.Json;

using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Ledger;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the ledger holds of one asker.</summary>
/// <param name="Mails">The numbers of her mails: those that came from her address, or asked that the answer goes there.</param>
/// <param name="Lessons">How many phrasings were learned from them.</param>
/// <param name="Open">How many of them are still open.</param>
/// <param name="Drafts">How many of them have a draft in the author's Drafts.</param>
/// <param name="Mentions">The numbers of other people's mails in which the address stands.</param>
internal sealed record AskerRecord(IReadOnlyList<long> Mails, int Lessons, int Open, int Drafts, IReadOnlyList<long> Mentions);

/// <summary>A reply to the asker is in the server's hands: what becomes of it must be recorded first.</summary>
internal sealed class ReplyOnItsWayException(long mailId) : InvalidOperationException($"The reply to mail {mailId} is being sent.")
{
    public long MailId { get; } = mailId;
}

/// <summary>
/// Erases what the ledger knows of an asker. The row of each mail stays with its outcome, its digest and its places, so that it is still recognised
/// and nothing is sent twice; nothing that she wrote and nothing that names her does.
/// </summary>
internal sealed class Erasure(Database database, TimeProvider clock)
{
    /// <summary>What stands where something was erased.</summary>
    public const string Mark = "[…]";

    private const string Due = "scrub";

    /// <summary>What there is to erase.</summary>
    public AskerRecord Find(string address)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction(deferred: true);
        return Find(connection, transaction, address);
    }

    /// <summary>Erases it, all in one transaction; <see cref="Scrub"/> then removes what the file still holds of it.</summary>
    /// <exception cref="ReplyOnItsWayException">A reply to the asker is just being sent; nothing was erased.</exception>
    public AskerRecord Erase(string address)
    {
        using var connection = database.Open();
        connection.Execute("PRAGMA secure_delete = ON;");
        using var transaction = connection.BeginTransaction();
        var found = Find(connection, transaction, address);
        var now = clock.GetUtcNow();
        foreach (var id in found.Mails)
        {
            if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM outbox WHERE mail_id = @id AND step = 'Sending'", new { id }, transaction) > 0) throw new ReplyOnItsWayException(id);
            Close(connection, transaction, id, now);
            ForgetLessons(connection, transaction, id, now);
            Blank(connection, transaction, id, now);
        }

        if (found.Mails.Count > 0) LetterStore.Erase(connection, transaction, now);
        connection.Execute("DELETE FROM unreachable WHERE address = @address", new { address = address.Trim().ToLowerInvariant() }, transaction);
        if (found.Mails.Count > 0) connection.Execute("INSERT INTO switches (name, value, at) VALUES (@Due, 'yes', @at) ON CONFLICT (name) DO NOTHING", new { Due, at = now.Stored() }, transaction);
        transaction.Commit();
        return found;
    }

    /// <summary>Whether something was erased that the file may still hold.</summary>
    public bool IsScrubDue()
    {
        using var connection = database.Open();
        return connection.ExecuteScalar<int>("SELECT COUNT(*) FROM switches WHERE name = @Due", new { Due }) > 0;
    }

    /// <summary>
    /// Writes the file anew and empties its log, so that no copy of what was erased is left in either: each step of a mail leaves earlier versions of its
    /// row in the free room of pages.
    /// </summary>
    /// <returns>Whether it succeeded; not while another program keeps the file busy.</returns>
    public bool Scrub()
    {
        using var connection = database.Open();
        try
        {
            connection.Execute("VACUUM");
            // It waits a while for others to end what they are reading.
            var (busy, _, _) = connection.QuerySingle<(long Busy, long Log, long Done)>("PRAGMA wal_checkpoint(TRUNCATE)");
            if (busy != 0) return false;
            connection.Execute("DELETE FROM switches WHERE name = @Due", new { Due });
            return true;
        }
        catch (SqliteException fault) when (fault.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_FULL)
        {
            return false;
        }
    }

    private static AskerRecord Find(SqliteConnection connection, SqliteTransaction transaction, string address)
    {
        address = address.Trim().ToLowerInvariant();
        // SQLite knows small and capital letters of ASCII only.
        var plain = address.All(char.IsAscii);
        var mails = connection.Query<long>("SELECT id FROM mails WHERE asker = @address", new { address }, transaction).ToHashSet();
        mails.UnionWith(connection.Query<(long Mail, string Recipient)>("SELECT mail_id, recipient FROM outbox", transaction: transaction)
            .Where(o => string.Equals(o.Recipient, address, StringComparison.OrdinalIgnoreCase)).Select(o => o.Mail));
        var mentions = new List<long>();
        // A form on a website writes in its own name, and the asker's address stands in Reply-To.
        foreach (var (id, content) in connection.Query<(long Id, string Content)>(
            @"SELECT mail_id, content FROM mail_contents WHERE NOT @plain OR content LIKE @pattern ESCAPE '\'", new { plain, pattern = $"%{Pattern(address)}%" }, transaction))
        {
            var mail = StoredJson.ReadMail(content);
            if (mail.From.Concat(mail.ReplyTo).Any(a => string.Equals(a.Address, address, StringComparison.OrdinalIgnoreCase))) mails.Add(id);
            else if (!mails.Contains(id) && (plain || content.Contains(JsonEncodedText.Encode(address).ToString(), StringComparison.OrdinalIgnoreCase))) mentions.Add(id);
        }

        List<long> ids = [.. mails.Order()];
        return new(
            ids,
            ids.Sum(id => LessonsOf(connection, transaction, id).Count(post => post.Length > 0)),
            ids.Count(id => !MailLedger.StateOf(connection, transaction, id).IsEnd()),
            ids.Count(id => connection.ExecuteScalar<int>($"SELECT COUNT(*) FROM outbox o WHERE mail_id = @id AND {DraftStore.IsThere}", new { id }, transaction) > 0),
            mentions);
    }

    // As it stands in JSON, and safe in a LIKE.
    private static string Pattern(string address) => JsonEncodedText.Encode(address).ToString()
        .Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal);

    // An open mail goes the ways that any mail goes, to the one end that fits.
    private static void Close(SqliteConnection connection, SqliteTransaction transaction, long id, DateTimeOffset now)
    {
        connection.Execute("UPDATE outbox SET step = 'Withdrawn' WHERE mail_id = @id AND step = 'Recorded'", new { id }, transaction);
        while (MailLedger.StateOf(connection, transaction, id) is var state && !state.IsEnd())
        {
            var next = state switch
            {
                MailState.Received => MailState.Decided,
                MailState.Waiting => MailState.Dismissed,
                _ => MailState.Waiting,
            };
            MailLedger.Pass(connection, transaction, id, state, next, new(Because.Erased), now);
        }
    }

    private static void ForgetLessons(SqliteConnection connection, SqliteTransaction transaction, long id, DateTimeOffset now)
    {
        foreach (var post in LessonsOf(connection, transaction, id)) Lessons.Forget(connection, transaction, id, post, now);
    }

    /// <summary>The posts that a mail taught something about; an empty name where it taught that no post fits.</summary>
    private static List<string> LessonsOf(SqliteConnection connection, SqliteTransaction transaction, long id)
    {
        if (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM mails WHERE id = @id AND state = 'Dismissed' AND reason = 'NotAQuestion'", new { id }, transaction) > 0) return [""];
        var own = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM own_replies WHERE mail_id = @id", new { id }, transaction) > 0;
        if (!own && MailLedger.StateOf(connection, transaction, id) is not MailState.AnsweredByAuthor) return [];
        var posts = connection.Query<string>(
            """
            SELECT p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.mail_id = @id AND o.kind = 'FromAuthor' AND o.step = 'Done'
            UNION SELECT p.post_id FROM own_replies r JOIN own_reply_posts p ON p.reply_id = r.id WHERE r.mail_id = @id
            """,
            new { id }, transaction).ToList();
        if (posts.Count == 0) return [""];
        return [.. posts.Except(connection.Query<string>("SELECT post_id FROM forgotten WHERE mail_id = @id", new { id }, transaction))];
    }

    private static void Blank(SqliteConnection connection, SqliteTransaction transaction, long id, DateTimeOffset now)
    {
        var all = new { id, Mark, at = now.Stored() };
        connection.Execute("UPDATE mails SET asker = @Mark, asker_name = @Mark, subject = @Mark, message_id = NULL, erased_at = @at WHERE id = @id", all, transaction);
        Retention.EraseTexts(connection, transaction, id, new IncomingMail(), now);
        connection.Execute("UPDATE outbox SET recipient = @Mark, subject = @Mark, trouble = NULL WHERE mail_id = @id", all, transaction);
        BlankReasons(connection, transaction, "mails", id);
        foreach (var step in connection.Query<long>("SELECT id FROM history WHERE mail_id = @id", all, transaction).ToList()) BlankReasons(connection, transaction, "history", step);
    }

    private static void BlankReasons(SqliteConnection connection, SqliteTransaction transaction, string table, long id)
    {
        var (because, details) = connection.QuerySingle<(string, string)>($"SELECT reason, details FROM {table} WHERE id = @id", new { id }, transaction);
        var left = WithoutContent(Enum.Parse<Because>(because), StoredJson.ReadList(details));
        connection.Execute($"UPDATE {table} SET details = @left WHERE id = @id", new { id, left = StoredJson.Write(left) }, transaction);
    }

    /// <summary>What may stay of the details of a reason: titles of posts and numbers. All others may hold her words, her address, or a server's that cite them.</summary>
    private static IReadOnlyList<string> WithoutContent(Because because, IReadOnlyList<string> details) => because switch
    {
        Because.Sure or Because.WouldAnswer or Because.DraftReady or Because.Unsure or Because.AlreadySent or Because.NotProven or Because.CapReached or Because.KeptFailing => details,
        Because.Screened => [.. details.Take(1), .. details.Skip(1).Select(_ => Mark)],
        _ => [.. details.Select(_ => Mark)],
    };
}
