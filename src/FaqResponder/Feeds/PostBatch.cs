using FaqResponder.Core.Posts;

namespace FaqResponder.Feeds;

/// <summary>A post with the place where it was found.</summary>
/// <param name="Post">The post.</param>
/// <param name="Source"><c>file: devis.md</c>, or the address of the feed.</param>
internal sealed record SourcedPost(Post Post, string Source);

/// <summary>What one reading of a source brought.</summary>
/// <param name="Sourced">The posts, each with its source.</param>
/// <param name="Problems">What could not be used, and why.</param>
/// <param name="Complete">Whether a post that is absent here has vanished from the source, unless <see cref="KeepIds"/> names it.</param>
internal sealed record PostBatch(IReadOnlyList<SourcedPost> Sourced, IReadOnlyList<PostProblem> Problems, bool Complete)
{
    /// <summary>The posts alone.</summary>
    public IReadOnlyList<Post> Posts => [.. Sourced.Select(sourced => sourced.Post)];

    /// <summary>
    /// Posts that are still there, though malformed at the moment: a former version of theirs stays in use. It may name
    /// ids that no post ever had.
    /// </summary>
    public IReadOnlySet<string> KeepIds { get; init; } = new HashSet<string>();
}
