using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Worker;

/// <summary>The published posts, ready to be searched; exchanged as a whole when they change.</summary>
internal sealed class PostShelf
{
    private volatile Matcher _matcher = new([]);

    public Matcher Matcher => _matcher;

    // The old one may still be in use; it holds nothing but memory.
    public void Fill(IReadOnlyList<Post> posts) => _matcher = new Matcher(posts);
}
