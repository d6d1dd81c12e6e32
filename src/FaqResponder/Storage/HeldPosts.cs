using Dapper;

using FaqResponder.Core.Deciding;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A post that no machine sends until the author allows it again.</summary>
/// <param name="MailId">The mail to which it was wrongly sent; <see langword="null"/> when she stopped it by herself.</param>
internal sealed record HeldPost(string PostId, long? MailId, DateTimeOffset At);

/// <summary>The posts that no machine sends. They are matched and suggested as any other.</summary>
internal sealed class HeldPosts(Database database, TimeProvider clock)
{
    public IReadOnlyDictionary<string, HeldPost> All()
    {
        using var connection = database.Open();
        return connection.Query<(string Post, long? Mail, long At)>("SELECT post_id, mail_id, at FROM held_posts").ToDictionary(r => r.Post, r => new HeldPost(r.Post, r.Mail, Times.Read(r.At)));
    }

    /// <summary>Holds a post back; answers with it that are about to go out are taken back.</summary>
    public void Hold(string postId)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        Hold(connection, transaction, postId, null, clock.GetUtcNow());
        transaction.Commit();
    }

    /// <param name="mail">The mail that it answered wrongly, if there is one.</param>
    internal static void Hold(SqliteConnection connection, SqliteTransaction transaction, string post, long? mail, DateTimeOffset now)
    {
        connection.Execute(
            "INSERT INTO held_posts (post_id, mail_id, at) VALUES (@post, @mail, @at) ON CONFLICT (post_id) DO UPDATE SET mail_id = COALESCE(excluded.mail_id, mail_id), at = excluded.at",
            new { post, mail, at = now.Stored() }, transaction);
        var title = connection.ExecuteScalar<string?>("SELECT title FROM posts WHERE id = @post", new { post }, transaction) ?? post;
        var due = connection.Query<long>(
            "SELECT o.mail_id FROM outbox o JOIN outbox_posts p ON p.outbox_id = o.id WHERE o.step = 'Recorded' AND o.kind = 'Automatic' AND p.post_id = @post", new { post }, transaction).ToList();
        foreach (var other in due) Gestures.Withdraw(connection, transaction, other, "Automatic", new(Because.PostHeld, title), now);
    }

    public void Allow(string postId)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM held_posts WHERE post_id = @postId", new { postId });
    }
}
