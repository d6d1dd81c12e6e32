using Dapper;

using FaqResponder.Core;
using FaqResponder.Core.Deciding;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A post that no machine sends until the author allows it again.</summary>
/// <param name="MailId">The mail to which it was wrongly sent; <see langword="null"/> when she stopped it by herself.</param>
/// <param name="Because">What went wrong: the kind of verdict, or <c>Author</c> when she stopped it.</param>
internal sealed record HeldPost(string PostId, long? MailId, DateTimeOffset At, string Because)
{
    public Phrase Why => Because switch
    {
        nameof(Core.Deciding.Because.NotSatisfied) => new($"la personne du message n° {MailId} n'en était pas satisfaite", $"the asker of mail {MailId} was not satisfied"),
        nameof(Core.Deciding.Because.Corrected) => new($"vous avez répondu autrement au message n° {MailId}", $"you answered mail {MailId} otherwise"),
        nameof(Core.Deciding.Because.WrongAnswer) => new($"c'était une mauvaise réponse au message n° {MailId}", $"it was a wrong answer to mail {MailId}"),
        _ => new("par vous", "by you"),
    };
}

/// <summary>The posts that no machine sends. They are matched and suggested as any other.</summary>
internal sealed class HeldPosts(Database database, TimeProvider clock)
{
    /// <summary>She stopped it by herself.</summary>
    internal const string ByAuthor = "Author";

    public IReadOnlyDictionary<string, HeldPost> All()
    {
        using var connection = database.Open();
        return connection.Query<(string Post, long? Mail, long At, string Because)>("SELECT post_id, mail_id, at, because FROM held_posts")
            .ToDictionary(r => r.Post, r => new HeldPost(r.Post, r.Mail, Times.Read(r.At), r.Because));
    }

    /// <summary>Holds a post back; answers with it that are about to go out are taken back.</summary>
    public void Hold(string postId)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Hold(connection, transaction, postId, null, ByAuthor, clock.GetUtcNow());
        transaction.Commit();
    }

    /// <param name="because">What went wrong; <see cref="ByAuthor"/> for her word.</param>
    /// <param name="mail">The mail that it answered wrongly, if there is one.</param>
    internal static void Hold(SqliteConnection connection, SqliteTransaction transaction, string post, long? mail, string because, DateTimeOffset now)
    {
        connection.Execute(
            """
            INSERT INTO held_posts (post_id, mail_id, at, because) VALUES (@post, @mail, @at, @because)
            ON CONFLICT (post_id) DO UPDATE SET mail_id = COALESCE(excluded.mail_id, mail_id), at = excluded.at, because = CASE WHEN excluded.mail_id IS NULL THEN because ELSE excluded.because END
            """,
            new { post, mail, because, at = now.Stored() }, transaction);
        connection.Execute("DELETE FROM allowed_posts WHERE post_id = @post", new { post }, transaction);
        var title = connection.ExecuteScalar<string?>("SELECT title FROM posts WHERE id = @post", new { post }, transaction) ?? post;
        var due = connection.Query<long>(
            "SELECT o.mail_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.step = 'Recorded' AND o.kind = 'Automatic' AND p.post_id = @post", new { post }, transaction).ToList();
        foreach (var other in due) Gestures.Withdraw(connection, transaction, other, "Automatic", new(Because.PostHeld, title), now);
    }

    /// <summary>Lets machines send some posts, on her word.</summary>
    public void Allow(params IReadOnlyList<string> posts)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        foreach (var post in posts)
        {
            connection.Execute("DELETE FROM held_posts WHERE post_id = @post", new { post }, transaction);
            connection.Execute("INSERT INTO allowed_posts (post_id, at) VALUES (@post, @at) ON CONFLICT DO NOTHING", new { post, at = clock.GetUtcNow().Stored() }, transaction);
        }

        transaction.Commit();
    }
}
