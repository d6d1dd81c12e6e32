using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>The published posts with what the author has taught, ready to be searched; exchanged as a whole when the posts change.</summary>
internal sealed class PostShelf(Lessons lessons)
{
    private const int Many = 200;

    private volatile Matcher _matcher = new([]);
    private long _learned;

    public Matcher Matcher => _matcher;

    // The old one may still be in use; it holds nothing but memory.
    public void Fill(IReadOnlyList<Post> posts)
    {
        (var past, _learned) = lessons.Since(0);
        _matcher = new Matcher(posts, past);
        // Building leaves many times the index behind, and a service at rest never comes to collect it. It happens when posts change only.
        if (posts.Count >= Many) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Learns from what she has answered since the last time.</summary>
    public void Learn()
    {
        (var mails, _learned) = lessons.Since(_learned);
        foreach (var mail in mails) _matcher.Learn(mail);
    }
}
