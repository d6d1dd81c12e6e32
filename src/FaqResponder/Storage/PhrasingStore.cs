using Dapper;

using FaqResponder.Core.Posts;

using Microsoft.Data.Sqlite;

namespace FaqResponder.Storage;

/// <summary>Where a phrasing comes from.</summary>
internal enum PhrasingOrigin
{
    /// <summary>The post itself: the front matter of its file.</summary>
    File,

    /// <summary>The author, through a command.</summary>
    Author,
}

/// <summary>One way to ask what a post answers.</summary>
/// <param name="Hidden">Whether the author has put it out of use although the file still has it.</param>
internal sealed record Phrasing(string Text, PhrasingOrigin Origin, bool Hidden);

/// <summary>What became of a phrasing that was to be added.</summary>
internal enum AddedPhrasing
{
    New,
    ThereAlready,

    /// <summary>It stands in the file and was hidden; now it counts again.</summary>
    ShownAgain,
}

/// <summary>What the author adds to the phrasings of her posts, and what she hides of them; it outlives whatever becomes of the posts.</summary>
internal sealed class PhrasingStore(Database database, TimeProvider clock)
{
    internal const string Counter = "phrasings";

    /// <summary>Grows with each change of a phrasing or of what was learned, whoever made it.</summary>
    public long Version()
    {
        using var connection = database.Open();
        return Switches.Count(connection, Counter);
    }

    /// <summary>Adds phrasings to a post, all in one transaction.</summary>
    /// <param name="own">What the post itself holds.</param>
    /// <returns>What became of each.</returns>
    public IReadOnlyList<AddedPhrasing> Add(string postId, IReadOnlyList<string> own, IReadOnlyList<string> texts)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var inFile = Keys(own);
        var results = texts.Select(text => Add(connection, transaction, postId, text, inFile)).ToList();
        Switches.Advance(connection, transaction, Counter, clock.GetUtcNow());
        transaction.Commit();
        return results;
    }

    /// <summary>Takes a phrasing out of use: what she added is deleted, what the file holds is hidden.</summary>
    /// <param name="own">What the post itself holds.</param>
    /// <returns>Whether the file still holds it.</returns>
    public bool Remove(string postId, IReadOnlyList<string> own, string text)
    {
        using var connection = database.Open();
        using var transaction = connection.BeginTransaction();
        var key = PhrasingText.Key(text);
        var inFile = Keys(own).Contains(key);
        if (inFile) Write(connection, transaction, postId, text, hidden: true);
        else Delete(connection, transaction, postId, key);
        Switches.Advance(connection, transaction, Counter, clock.GetUtcNow());
        transaction.Commit();
        return inFile;
    }

    /// <summary>The phrasings of posts, those of the file first, each once; as they were at a moment, if one is named.</summary>
    internal static IReadOnlyList<IReadOnlyList<Phrasing>> Of(SqliteConnection connection, IEnumerable<Post> posts, DateTimeOffset? moment = null)
    {
        var said = connection.Query<(string Post, string Key, string Text, bool Hidden)>(
            "SELECT post_id, folded, text, hidden FROM phrasings WHERE at <= @moment ORDER BY at, folded", new { moment = (moment ?? DateTimeOffset.MaxValue).Stored() }).ToLookup(r => r.Post);
        return [.. posts.Select(post => Of(post, said[post.Id]))];
    }

    private static IReadOnlyList<Phrasing> Of(Post post, IEnumerable<(string Post, string Key, string Text, bool Hidden)> said)
    {
        var hers = said.ToDictionary(r => r.Key);
        var own = post.Phrasings.Select(text => (Text: text, Key: PhrasingText.Key(text))).DistinctBy(p => p.Key).ToList();
        var inFile = own.Select(p => p.Key).ToHashSet();
        return
        [
            .. own.Select(p => new Phrasing(p.Text, PhrasingOrigin.File, hers.TryGetValue(p.Key, out var row) && row.Hidden)),
            .. hers.Values.Where(r => !r.Hidden && !inFile.Contains(r.Key)).Select(r => new Phrasing(r.Text, PhrasingOrigin.Author, Hidden: false)),
        ];
    }

    private AddedPhrasing Add(SqliteConnection connection, SqliteTransaction transaction, string postId, string text, HashSet<string> inFile)
    {
        var key = PhrasingText.Key(text);
        var hidden = connection.ExecuteScalar<bool?>("SELECT hidden FROM phrasings WHERE post_id = @postId AND folded = @key", new { postId, key }, transaction);
        switch (hidden, inFile.Contains(key))
        {
            case (true, true):
                Delete(connection, transaction, postId, key);
                return AddedPhrasing.ShownAgain;
            case (false, _) or (null, true):
                return AddedPhrasing.ThereAlready;
            default:
                Write(connection, transaction, postId, text, hidden: false);
                return AddedPhrasing.New;
        }
    }

    private void Write(SqliteConnection connection, SqliteTransaction transaction, string postId, string text, bool hidden) =>
        connection.Execute(
            """
            INSERT INTO phrasings (post_id, folded, text, hidden, at) VALUES (@postId, @key, @text, @hidden, @now)
            ON CONFLICT (post_id, folded) DO UPDATE SET text = excluded.text, hidden = excluded.hidden, at = excluded.at
            """,
            new { postId, key = PhrasingText.Key(text), text, hidden, now = clock.GetUtcNow().Stored() }, transaction);

    private static void Delete(SqliteConnection connection, SqliteTransaction transaction, string postId, string key) =>
        connection.Execute("DELETE FROM phrasings WHERE post_id = @postId AND folded = @key", new { postId, key }, transaction);

    private static HashSet<string> Keys(IReadOnlyList<string> texts) => [.. texts.Select(PhrasingText.Key)];
}
