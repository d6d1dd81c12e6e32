using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// The published posts with what the author has taught, ready to be searched; exchanged as a whole when the posts change, and put right in place when
/// only their phrasings do.
/// </summary>
internal sealed class PostShelf(Lessons lessons)
{
    private const int Many = 200;

    // The worker keeps it up to date, and the page puts right at once what the author changes there.
    private readonly Lock _gate = new();
    private volatile Matcher _matcher = new([]);
    private Dictionary<string, Post> _posts = [];
    private long _posted;
    private long _taught;
    private long _learned;
    private long _forgotten;

    public Matcher Matcher => _matcher;

    /// <summary>How often posts or their phrasings have changed, and how often something was learned or forgotten.</summary>
    public (long Posted, long Taught) Changes => (Volatile.Read(ref _posted), Volatile.Read(ref _taught));

    // The old one may still be in use; it holds nothing but memory.
    public void Fill(IReadOnlyList<Post> posts)
    {
        lock (_gate)
        {
            _forgotten = lessons.Forgotten();
            (var past, _learned) = lessons.Since(0);
            _matcher = new Matcher(posts, past);
            _posts = posts.ToDictionary(p => p.Id);
            _posted++;
        }

        // Building leaves many times the index behind, and a service at rest never comes to collect it. It happens when posts change only.
        if (posts.Count >= Many) GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <summary>Adds a few posts to those that are there.</summary>
    public void Add(IEnumerable<Post> posts)
    {
        lock (_gate)
        {
            foreach (var post in posts)
            {
                _matcher.Put(post);
                _posts[post.Id] = post;
                _posted++;
            }
        }
    }

    /// <summary>Learns from what she has answered since the last time.</summary>
    public void Learn()
    {
        lock (_gate)
        {
            (var mails, _learned) = lessons.Since(_learned);
            foreach (var mail in mails) _matcher.Learn(mail);
            _taught += mails.Count;
        }
    }

    /// <summary>Learns from what she just did; the ledger will tell it again. What she taught by the same mail before is forgotten.</summary>
    public void Teach(PastMail mail)
    {
        lock (_gate)
        {
            _matcher.Forget(mail.Id);
            _matcher.Learn(mail);
            _taught++;
        }
    }

    /// <summary>Forgets what she taught by a mail, since she undid it.</summary>
    public void Unteach(string mailId) => _matcher.Forget(mailId);

    /// <summary>Takes over the posts whose phrasings have changed.</summary>
    public void Put(IReadOnlyList<Post> posts)
    {
        lock (_gate)
        {
            foreach (var post in posts.Where(p => _posts.TryGetValue(p.Id, out var known) && !known.IsSameAs(p)))
            {
                _matcher.Put(post);
                _posts[post.Id] = post;
                _posted++;
            }
        }
    }

    /// <summary>Forgets what she has taken back since the last time.</summary>
    public void Forget()
    {
        lock (_gate)
        {
            (var mails, _forgotten) = lessons.ForgottenSince(_forgotten);
            foreach (var (mail, left) in mails)
            {
                _matcher.Forget(mail);
                if (left is not null) _matcher.Learn(left);
                _taught++;
            }
        }
    }
}
