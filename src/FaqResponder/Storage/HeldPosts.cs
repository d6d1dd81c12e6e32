using Dapper;

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

    public void Hold(string postId)
    {
        using var connection = database.Open();
        connection.Execute("INSERT INTO held_posts (post_id, at) VALUES (@postId, @at) ON CONFLICT (post_id) DO NOTHING", new { postId, at = clock.GetUtcNow().Stored() });
    }

    public void Allow(string postId)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM held_posts WHERE post_id = @postId", new { postId });
    }
}
