using FaqResponder.Core.Deciding;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Advising;

/// <summary>
/// Finds the posts that need phrasings most, by trial: each answered mail is asked again as if it had never been learned, and each post is asked for in
/// its own words while it doesn't know them.
/// </summary>
public sealed class PostReview(IReadOnlyList<Post> posts, IReadOnlyCollection<PastMail> past, Thresholds thresholds)
{
    private readonly Matcher _matcher = new(posts, past);
    private readonly Dictionary<string, PastMail> _past = past.ToDictionary(p => p.Id);
    private readonly Dictionary<string, (List<MissedMail> Missed, List<UnsureMail> Unsure, List<LostWords> Lost)> _found = posts.ToDictionary(p => p.Id, _ => (new List<MissedMail>(), new List<UnsureMail>(), new List<LostWords>()));

    /// <summary>How many trials there will be.</summary>
    public static int Trials(IReadOnlyList<Post> posts, IReadOnlyList<TriedMail> answered, IReadOnlyList<TriedMail> waiting) =>
        answered.Count + waiting.Count + posts.Sum(p => 1 + p.Phrasings.Count);

    /// <summary>The posts against which something speaks, the weakest first.</summary>
    /// <param name="answered">Mails that the author answered with posts.</param>
    /// <param name="waiting">Mails that wait because no post was sure enough.</param>
    /// <param name="tried">Called after each trial.</param>
    public IReadOnlyList<WeakPost> Run(IReadOnlyList<TriedMail> answered, IReadOnlyList<TriedMail> waiting, Action? tried = null)
    {
        foreach (var mail in answered) Done(() => TryAnswered(mail));
        foreach (var mail in waiting) Done(() => TryWaiting(mail));
        foreach (var post in posts)
        {
            Done(() => TryWords(post, post.Title, isTitle: true));
            foreach (var phrasing in post.Phrasings) Done(() => TryPhrasing(post, phrasing));
            if (post.Phrasings.Count > 0) _matcher.Put(post);
        }

        return
        [
            .. posts.Select(p => new WeakPost(p) { Missed = _found[p.Id].Missed, Unsure = _found[p.Id].Unsure, Lost = _found[p.Id].Lost })
                .Where(w => w.Weight > 0).OrderByDescending(w => w.Weight).ThenBy(w => w.Post.Id, StringComparer.Ordinal),
        ];

        void Done(Action trial)
        {
            trial();
            tried?.Invoke();
        }
    }

    private void TryAnswered(TriedMail mail)
    {
        _matcher.Forget(mail.Id);
        var best = _matcher.Match(mail.Subject, mail.Reading).Best;
        if (_past.TryGetValue(mail.Id, out var lesson)) _matcher.Learn(lesson);
        var places = best.Select(m => m.Post.Id).ToList();
        foreach (var id in mail.Posts)
        {
            // Of several posts that answered it together, none is before the others.
            if (!_found.TryGetValue(id, out var found) || places.IndexOf(id) is var place && place >= 0 && place < mail.Posts.Count) continue;
            found.Missed.Add(new(mail, place < 0 ? null : place + 1, best.FirstOrDefault(m => !mail.Posts.Contains(m.Post.Id))?.Post));
        }
    }

    private void TryWaiting(TriedMail mail)
    {
        if (_matcher.Match(mail.Subject, mail.Reading).Best is not [var best, ..]) return;
        if (best.Confidence >= thresholds.Draft && best.Confidence < thresholds.Answer) _found[best.Post.Id].Unsure.Add(new(mail, best.Confidence));
    }

    private void TryPhrasing(Post post, string phrasing)
    {
        _matcher.Put(post with { Phrasings = [.. post.Phrasings.Where(p => p != phrasing)] });
        TryWords(post, phrasing, isTitle: false);
    }

    private void TryWords(Post post, string words, bool isTitle)
    {
        var first = _matcher.Ask(words) is [var best, ..] ? best.Post : null;
        if (first?.Id != post.Id) _found[post.Id].Lost.Add(new(words, isTitle, first));
    }
}
