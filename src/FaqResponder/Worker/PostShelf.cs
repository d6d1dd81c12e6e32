using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Worker;

/// <summary>The published posts, ready to be searched; exchanged as a whole when they change.</summary>
internal sealed class PostShelf
{
    private const int Many = 200;

    private volatile Matcher _matcher = new([]);

    public Matcher Matcher => _matcher;

    // The old one may still be in use; it holds nothing but memory.
    public void Fill(IReadOnlyList<Post> posts)
    {
        _matcher = new Matcher(posts);
        // Building leaves many times the index behind, and a service at rest never comes to collect it. It happens when posts change only.
        if (posts.Count >= Many) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }
}
