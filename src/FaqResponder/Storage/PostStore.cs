using System.Globalization;

using Dapper;

using FaqResponder.Core;
using FaqResponder.Core.Posts;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>A post with what became of it; its phrasings are those that count.</summary>
internal sealed record StoredPost(Post Post, string Source, DateTimeOffset FirstSeenAt, DateTimeOffset? ChangedAt, DateTimeOffset? GoneAt)
{
    /// <summary>All its phrasings with where they come from, those that the author has hidden among them.</summary>
    public IReadOnlyList<Phrasing> Phrasings { get; init; } = [];

    /// <summary>What the post itself holds, whatever the author says of it.</summary>
    public IReadOnlyList<string> OwnPhrasings => [.. Phrasings.Where(p => p.Origin is PhrasingOrigin.File).Select(p => p.Text)];
}

/// <summary>What a refresh changed.</summary>
internal sealed record PostChanges(IReadOnlyList<string> Added, IReadOnlyList<string> Changed, IReadOnlyList<string> Gone, IReadOnlyList<string> Returned)
{
    public bool Any => Added.Count + Changed.Count + Gone.Count + Returned.Count > 0;
}

/// <summary>
/// The published posts as last read, so that the service knows them when the feed is down. A post that vanished is kept with the day
/// on which that was noticed, and is proposed no more.
/// </summary>
internal sealed class PostStore(Database database, TimeProvider clock)
{
    /// <summary>The posts that are published now.</summary>
    public IReadOnlyList<Post> Published() => [.. All().Where(p => p.GoneAt is null).Select(p => p.Post)];

    /// <summary>How many posts are published, and when a feed was last read; <see langword="null"/> without a feed.</summary>
    public (int Posts, DateTimeOffset? FeedAt) Known()
    {
        using var connection = database.Open();
        return (connection.ExecuteScalar<int>("SELECT COUNT(*) FROM posts WHERE gone_at IS NULL"), Times.Read(connection.ExecuteScalar<long?>("SELECT MAX(checked_at) FROM feeds")));
    }

    /// <summary>The posts that are published now, without the phrasings that the author added after a moment.</summary>
    public IReadOnlyList<Post> PublishedAsOf(DateTimeOffset moment) => [.. All(moment).Where(p => p.GoneAt is null).Select(p => p.Post)];

    public IReadOnlyList<StoredPost> All() => All(DateTimeOffset.MaxValue);

    private IReadOnlyList<StoredPost> All(DateTimeOffset moment)
    {
        using var connection = database.Open();
        var posts = Read(connection, null);
        var phrasings = PhrasingStore.Of(connection, posts.Select(p => p.Post), moment);
        return [.. posts.Zip(phrasings, (p, all) => p with { Post = WithThoseThatCount(p.Post, all), Phrasings = all })];
    }

    /// <summary>One post; <see langword="null"/> when there is none of that name.</summary>
    public StoredPost? Find(string id)
    {
        using var connection = database.Open();
        if (Read(connection, null, id) is not [var post]) return null;
        var phrasings = PhrasingStore.Of(connection, [post.Post])[0];
        return post with { Post = WithThoseThatCount(post.Post, phrasings), Phrasings = phrasings };
    }

    /// <summary>Posts as their source has them, with what the author says of their phrasings.</summary>
    public IReadOnlyList<Post> WithHerPhrasings(IReadOnlyList<Post> posts)
    {
        using var connection = database.Open();
        return [.. posts.Zip(PhrasingStore.Of(connection, posts), WithThoseThatCount)];
    }

    /// <summary>Brings what a source gave into the store.</summary>
    /// <param name="source">The source's name: its folder or address.</param>
    /// <param name="posts">Its posts.</param>
    /// <param name="keep">Ids that are not to be taken for vanished: files that are malformed just now.</param>
    /// <param name="absentIsGone">Whether a post of this source that is absent has vanished.</param>
    public PostChanges Take(string source, IReadOnlyList<Post> posts, IReadOnlySet<string> keep, bool absentIsGone)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var before = Read(connection, transaction).ToDictionary(p => p.Post.Id);
        List<string> added = [], changed = [], gone = [], returned = [];
        foreach (var post in posts)
        {
            var old = before.GetValueOrDefault(post.Id);
            // The same article may stand in the folder and in the feed: the folder, which has phrasings, is read first and wins.
            if (old is { GoneAt: null } && old.Source != source) continue;
            if (old is { GoneAt: null } && old.Post.IsSameAs(post)) continue;
            (old is null ? added : old.GoneAt is null ? changed : returned).Add(post.Id);
            Write(connection, transaction, source, post, changed: old is not null);
        }

        if (absentIsGone)
        {
            var present = posts.Select(p => p.Id).ToHashSet();
            gone.AddRange(before.Values.Where(p => p.Source == source && p.GoneAt is null && !present.Contains(p.Post.Id) && !keep.Contains(p.Post.Id)).Select(p => p.Post.Id));
            MarkGone(connection, transaction, gone);
        }

        transaction.Commit();
        return new(added, changed, gone, returned);
    }

    /// <summary>Tells one state of the posts from another, whoever changed them: the command line writes here too.</summary>
    public string Version()
    {
        using var connection = database.Open();
        return connection.QuerySingle<(long, long, long, long, long)>(
            "SELECT COUNT(*), COUNT(gone_at), COALESCE(MAX(first_seen_at), 0), COALESCE(MAX(changed_at), 0), COALESCE(MAX(gone_at), 0) FROM posts").ToString();
    }

    /// <summary>Posts that had been taken for gone are there after all.</summary>
    public void MarkReturned(IReadOnlyList<string> ids)
    {
        using var connection = database.Open();
        connection.Execute("UPDATE posts SET gone_at = NULL, changed_at = @now WHERE id IN @ids", new { now = Now, ids });
    }

    /// <summary>Posts of a source that is no longer configured are gone, and its feed is read anew if it comes back.</summary>
    public void KeepOnly(IReadOnlyList<string> sources)
    {
        using var connection = database.Open();
        connection.Execute("DELETE FROM feeds WHERE url NOT IN @sources", new { sources });
        connection.Execute("UPDATE posts SET gone_at = @now WHERE gone_at IS NULL AND source NOT IN @sources", new { now = Now, sources });
    }

    /// <summary>Records that posts are no longer published.</summary>
    public void MarkGone(IReadOnlyList<string> ids)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        MarkGone(connection, transaction, ids);
        transaction.Commit();
    }

    /// <summary>What the server said of a feed at the last visit, for a conditional GET.</summary>
    public (string? ETag, string? LastModified)? FeedState(string url)
    {
        using var connection = database.Open();
        return connection.QuerySingleOrDefault<(string?, string?)?>("SELECT etag, last_modified FROM feeds WHERE url = @url", new { url });
    }

    public void RecordFeed(string url, string? etag, string? lastModified)
    {
        using var connection = database.Open();
        connection.Execute(
            """
            INSERT INTO feeds (url, etag, last_modified, checked_at) VALUES (@url, @etag, @lastModified, @now)
            ON CONFLICT (url) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified, checked_at = excluded.checked_at
            """,
            new { url, etag, lastModified, now = Now });
    }

    private static Post WithThoseThatCount(Post post, IReadOnlyList<Phrasing> all) => post with { Phrasings = [.. all.Where(p => !p.Hidden).Select(p => p.Text)] };

    private void MarkGone(SqliteConnection connection, SqliteTransaction transaction, IReadOnlyList<string> ids) =>
        connection.Execute("UPDATE posts SET gone_at = @now WHERE id IN @ids AND gone_at IS NULL", new { now = Now, ids }, transaction);

    private void Write(SqliteConnection connection, SqliteTransaction transaction, string source, Post post, bool changed) =>
        connection.Execute(
            """
            INSERT INTO posts (id, source, title, url, language, published, tags, phrasings, text, first_seen_at)
            VALUES (@Id, @source, @Title, @Url, @language, @published, @tags, @phrasings, @Text, @now)
            ON CONFLICT (id) DO UPDATE SET source = excluded.source, title = excluded.title, url = excluded.url, language = excluded.language,
                published = excluded.published, tags = excluded.tags, phrasings = excluded.phrasings, text = excluded.text,
                changed_at = CASE WHEN @changed THEN @now ELSE posts.changed_at END, gone_at = NULL
            """,
            new
            {
                post.Id,
                source,
                post.Title,
                post.Url,
                language = post.Language.Code(),
                published = post.Published?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
                tags = StoredJson.Write(post.Tags),
                phrasings = StoredJson.Write(post.Phrasings),
                post.Text,
                now = Now,
                changed,
            },
            transaction);

    // As the sources gave them: what is compared with what they give now.
    private static IReadOnlyList<StoredPost> Read(SqliteConnection connection, SqliteTransaction? transaction, string? id = null) =>
        [.. connection.Query<Row>("SELECT * FROM posts WHERE @id IS NULL OR id = @id ORDER BY id", new { id }, transaction).Select(r => new StoredPost(
            new Post
            {
                Id = r.id,
                Title = r.title,
                Url = r.url,
                Language = LanguageCodes.Parse(r.language) ?? Language.French,
                Published = r.published is null ? null : DateOnly.Parse(r.published, CultureInfo.InvariantCulture),
                Tags = StoredJson.ReadList(r.tags),
                Phrasings = StoredJson.ReadList(r.phrasings),
                Text = r.text,
            },
            r.source, Times.Read(r.first_seen_at), Times.Read(r.changed_at), Times.Read(r.gone_at)))];

    private long Now => clock.GetUtcNow().Stored();

#pragma warning disable IDE1006 // Named as the columns are, which is how Dapper fills them.
    private sealed record Row(
        string id, string source, string title, string url, string language, string? published, string tags, string phrasings, string text, long first_seen_at, long? changed_at, long? gone_at);
#pragma warning restore IDE1006
}
