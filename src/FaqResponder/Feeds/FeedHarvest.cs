using FaqResponder.Core;
using FaqResponder.Core.Posts;

namespace FaqResponder.Feeds;

/// <summary>Collects what the pages of one feed hold.</summary>
internal sealed class FeedHarvest(Uri feed, Language authorsLanguage)
{
    private readonly FeedProblems _said = new(feed);
    private readonly List<PostProblem> _problems = [];
    private readonly List<FeedEntry> _entries = [];
    private readonly HashSet<string> _addresses = [];
    private readonly List<string> _leftOut = [];

    /// <summary>What kept whole pages from being read.</summary>
    public IReadOnlyList<PostProblem> Problems => _problems;

    /// <summary>Takes a page in; gives the address of the one after it, or <see langword="null"/> at the end of the feed.</summary>
    /// <param name="downloaded">What came.</param>
    /// <param name="number">The number of the page after it.</param>
    public Uri? Take(Downloaded downloaded, int number)
    {
        if (downloaded is Downloaded.Failed failed) _problems.Add(failed.Problem);
        if (downloaded is not Downloaded.Page bytes) return null;
        var page = FeedPage.Read(bytes, authorsLanguage);
        if (page.Problem is { } problem)
        {
            _problems.Add(problem);
            return null;
        }

        var fresh = page.Entries.Where(entry => _addresses.Add(WebAddress.Key(entry.Link))).ToList();
        _entries.AddRange(fresh);
        _leftOut.AddRange(page.LeftOut);

        // A server that knows no pages answers with the first one for ever.
        return fresh.Count > 0 ? page.Next(number) : null;
    }

    public PostBatch Batch(IReadOnlyDictionary<string, string> knownIds)
    {
        List<PostProblem> problems = [.. _problems];
        if (_leftOut.Count > 0) problems.Add(_said.LeftOut([.. _leftOut.Distinct()]));
        else if (_problems.Count == 0 && _entries.Count == 0) problems.Add(_said.Empty());

        // Oldest first: of two posts that end in the same word, the older keeps the plain one as its id when the younger appears.
        var ids = new PostIds(knownIds);
        var posts = Enumerable.Reverse(_entries).Select(entry => new SourcedPost(PostOf(entry, ids), WebAddress.Show(feed))).ToList();
        posts.Reverse();
        return new PostBatch(posts, problems, Complete: false);
    }

    private static Post PostOf(FeedEntry entry, PostIds ids) => new()
    {
        Id = ids.Of(entry.Link),
        Title = entry.Title,
        Url = entry.Link.AbsoluteUri,
        Language = entry.Language,
        Published = entry.Published,
        Tags = entry.Tags,
        Text = entry.Text,
    };
}
