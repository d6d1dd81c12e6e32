namespace FaqResponder.Feeds;

/// <summary>By what the server recognises the version of the feed that we have.</summary>
/// <param name="ETag">Its mark, as the server wrote it.</param>
/// <param name="LastModified">Its time, as the server wrote it.</param>
internal sealed record FeedState(string? ETag, string? LastModified)
{
    /// <summary>Nothing is known: the next reading takes everything.</summary>
    public static FeedState Nothing { get; } = new(null, null);

    public bool HasAny => ETag is not null || LastModified is not null;
}

/// <summary>What one reading of the feed brought.</summary>
/// <param name="Batch">
/// The posts, newest first as the feed has them. Its <see cref="PostBatch.Complete"/> is always <see langword="false"/>: a feed shows
/// its newest entries only, so that absence means nothing.
/// </param>
/// <param name="State">What to hand in at the next reading.</param>
/// <param name="Unchanged">
/// Whether the feed is the same as last time; the batch is empty then, and the problems told before still hold.
/// </param>
internal sealed record FeedResult(PostBatch Batch, FeedState State, bool Unchanged);
