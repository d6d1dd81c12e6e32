using Dapper;

using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>What the ledger knows of the conversation that a mail belongs to, inside the transaction in which it is decided.</summary>
internal sealed class Conversations(SqliteConnection connection, SqliteTransaction transaction, TimeProvider clock)
{
    private const int MostReferences = 100;

    // What came back is no answer: nobody has read it.
    private const string IsAnswer = AnswerRecord.IsLive + " AND o.bounced_at IS NULL";

    /// <summary>The conversation of a mail.</summary>
    /// <param name="mail">The mail.</param>
    /// <param name="repliesByItsSubject">Whether its subject says that it replies to an automatic answer, though some programs leave out what it replies to.</param>
    public ThreadHistory Of(IncomingMail mail, bool repliesByItsSubject)
    {
        string[] ids = [.. mail.References.Concat(mail.InReplyTo).Reverse().Distinct().Take(MostReferences)];
        if (ids.Length == 0 && !repliesByItsSubject) return ThreadHistory.None;
        // The newest first: a mail names all that stand before it in the thread.
        var ours = connection.Query<Ours>($"SELECT o.id, o.kind FROM outbox o WHERE o.message_id IN @ids AND {IsAnswer} ORDER BY o.id DESC", new { ids }, transaction).ToList();
        if (ours.Count == 0 && repliesByItsSubject) ours = LastAutomatic(mail);
        var answered = ours.Count > 0 || connection.ExecuteScalar<int>(
            $"""
            SELECT (SELECT COUNT(*) FROM own_replies WHERE message_id IN @ids)
                + (SELECT COUNT(*) FROM mails m WHERE m.message_id IN @ids AND (m.state = 'AnsweredByAuthor' OR m.reason = 'AlreadyAnswered'
                    OR EXISTS (SELECT 1 FROM outbox o WHERE o.mail_id = m.id AND {IsAnswer})))
            """,
            new { ids }, transaction) > 0;
        var replied = ours.FirstOrDefault(o => o.kind == "Automatic" || ours.Count == 1);
        var posts = connection.Query<(string Id, string? Title)>(
            $"""
            SELECT DISTINCT s.post_id, p.title FROM outbox o JOIN outbox_posts s ON s.outbox_id = o.id LEFT JOIN posts p ON p.id = s.post_id
            WHERE o.id IN @answers OR (o.mail_id IN (SELECT id FROM mails WHERE message_id IN @ids) AND {IsAnswer})
            """,
            new { ids, answers = ours.Select(o => o.id) }, transaction).ToList();
        return new([.. posts.Select(p => p.Id)], answered, RepliesToUnknown: !answered && IsUnknown(mail))
        {
            RepliesTo = replied?.kind == "Automatic" ? new(replied.id, string.Join(" » + « ", posts.Select(p => p.Title ?? p.Id))) : null,
            WaitsForAuthor = connection.ExecuteScalar<int>("SELECT COUNT(*) FROM mails WHERE message_id IN @ids AND state = 'Waiting'", new { ids }, transaction) > 0,
        };
    }

    /// <summary>Records what an asker thought of an automatic answer. After one that did not help, no machine sends its posts until the author allows it.</summary>
    public void Judge(AutomaticAnswer answer, Because verdict)
    {
        var now = clock.GetUtcNow();
        var before = connection.ExecuteScalar<string?>("SELECT verdict FROM outbox WHERE id = @Id", new { answer.Id }, transaction);
        connection.Execute("UPDATE outbox SET verdict = @verdict, verdict_at = @now WHERE id = @Id", new { answer.Id, verdict = verdict.ToString(), now = now.Stored() }, transaction);
        // Who has thanked for it and asks on asks something else.
        if (verdict is not Because.NotSatisfied || before is nameof(Because.Satisfied)) return;
        var posts = connection.Query<(long Mail, string Post)>("SELECT o.mail_id, p.post_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.id = @Id", new { answer.Id }, transaction).ToList();
        foreach (var (mail, post) in posts) HeldPosts.Hold(connection, transaction, post, mail, verdict.ToString(), now);
    }

    private List<Ours> LastAutomatic(IncomingMail mail) =>
        [.. connection.Query<Ours>(
            $"""
            SELECT o.id, o.kind FROM outbox o JOIN mails m ON m.id = o.mail_id
            WHERE m.asker = @asker AND o.kind = 'Automatic' AND {IsAnswer} ORDER BY o.id DESC LIMIT 1
            """,
            new { asker = mail.Asker?.Address.ToLowerInvariant() ?? "" }, transaction)];

    // Its parent is neither a mail of the ledger nor a reply of ours.
    private bool IsUnknown(IncomingMail mail) => mail.InReplyTo.Count > 0 && connection.ExecuteScalar<int>(
        """
        SELECT (SELECT COUNT(*) FROM mails WHERE message_id IN @ids) + (SELECT COUNT(*) FROM outbox WHERE message_id IN @ids)
            + (SELECT COUNT(*) FROM own_replies WHERE message_id IN @ids)
        """,
        new { ids = mail.InReplyTo.Take(MostReferences).ToArray() }, transaction) == 0;

#pragma warning disable IDE1006, SA1300 // Named as the columns are, which is how Dapper fills them.
    private sealed record Ours(long id, string kind);
#pragma warning restore IDE1006, SA1300
}
