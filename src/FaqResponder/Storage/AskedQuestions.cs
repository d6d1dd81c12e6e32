using Dapper;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Replies;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What each mail asks, in the asker's words and in short, a line a question: what lists show and what mails are grouped by.</summary>
internal sealed class AskedQuestions(Database database, TimeProvider clock)
{
    /// <summary>Grows when questions of older mails were filled in.</summary>
    internal const string Counter = "questions";

    private const int Longest = 600;

    internal static void Write(SqliteConnection connection, SqliteTransaction transaction, long mailId, string? language, IReadOnlyList<string> asked) => connection.Execute(
        """
        INSERT INTO mail_questions (mail_id, language, asked) VALUES (@mailId, @language, @asked)
        ON CONFLICT (mail_id) DO UPDATE SET language = excluded.language, asked = excluded.asked
        """,
        new { mailId, language, asked = Excerpt.Of(string.Join('\n', asked.Select(a => ReplyHeaders.OneLine(Excerpt.Of(a, 4 * Longest)))), Longest) }, transaction);

    /// <summary>Fills in what an earlier version of the program didn't note, the waiting mails first.</summary>
    /// <param name="most">For so many mails.</param>
    /// <returns>For how many.</returns>
    public int FillIn(int most)
    {
        using var connection = database.Open();
        var missing = connection.Query<(long Id, string? Language, string Content)>(
            """
            SELECT m.id, m.language, c.content FROM mails m JOIN mail_contents c ON c.mail_id = m.id
            WHERE m.state <> 'Received' AND NOT EXISTS (SELECT 1 FROM mail_questions q WHERE q.mail_id = m.id) ORDER BY (m.state = 'Waiting') DESC, m.id DESC LIMIT @most
            """,
            new { most }).ToList();
        if (missing.Count == 0) return 0;
        var read = missing.Select(m => (m.Id, m.Language, Asked: AskedIn(StoredJson.ReadMail(m.Content)))).ToList();
        using var transaction = connection.BeginTransaction();
        foreach (var (id, language, asked) in read) Write(connection, transaction, id, language, asked);
        Switches.Advance(connection, transaction, Counter, clock.GetUtcNow());
        transaction.Commit();
        return missing.Count;
    }

    private static IReadOnlyList<string> AskedIn(IncomingMail mail) => mail.Unreadable is null ? MailReader.Read(mail).Asked : [];
}
