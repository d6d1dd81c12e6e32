using System.Collections.Concurrent;

using FaqResponder.Feeds;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Worker;

/// <summary>
/// Keeps the posts up to date: the folder as soon as a file changes, the feed at its interval and beside the work, so that a slow blog
/// holds up no mail. What can't be read leaves the posts as they were.
/// </summary>
internal sealed class PostRefresh(
    PostStore store, PhrasingStore phrasings, PostShelf shelf, FaqSettings settings, HttpClient http, Journal journal, TimeProvider clock)
{
    // How many posts are asked for at their own address in one refresh, whether they are still there.
    private const int AskedForAtOnce = 10;

    private static readonly TimeSpan FirstFeedWithin = TimeSpan.FromMinutes(1);

    private readonly Dictionary<string, HashSet<string>> _said = [];
    private readonly ConcurrentDictionary<string, IReadOnlyList<PostProblem>> _problems = [];
    private Task _feed = Task.CompletedTask;
    private readonly Pause _feedPause = new(clock);
    private string _folderStamp = "";
    private string _version = "";
    private long _phrasings;
    private HashSet<string> _missing = [];
    private int _askedFor;

    /// <summary>What can't be read of the posts just now.</summary>
    public IReadOnlyList<PostProblem> Problems { get; private set; } = [];

    private string FolderSource => $"folder:{settings.Posts.Folder}";

    /// <summary>Refreshes what is due. Waits for the feed only while no post is known, and then not for long.</summary>
    public async Task RefreshIfDueAsync(CancellationToken token)
    {
        if (_version.Length == 0) store.KeepOnly(Sources());
        if (settings.Posts.Folder.Length > 0) RefreshFolder(token);
        Fill();
        if (settings.Posts.Feed is not null && _feed.IsCompleted && _feedPause.IsOver)
        {
            await _feed;
            _feedPause.Begin(settings.Posts.RefreshEvery);
            _feed = RefreshFeedAsync(settings.Posts.Feed, token);
        }

        if (TellWhetherAny()) return;
        // A slow blog holds the mail up for a while at the very first start, not for as long as it likes.
        await Task.WhenAny(_feed, Task.Delay(FirstFeedWithin, clock, token));
        Fill();
        TellWhetherAny();
    }

    private bool TellWhetherAny()
    {
        var any = shelf.Matcher.Count > 0;
        Say("", any ? [] : [NoPosts]);
        return any;
    }

    /// <summary>Whether the author has changed phrasings, or had something forgotten, that the shelf doesn't know of yet; cheap to ask.</summary>
    public bool IsBehind() => _version.Length > 0 && phrasings.Version() != _phrasings;

    // Whoever wrote them: "posts sync" and "posts phrasings" in another window count as well. The versions are read before what they tell of.
    private void Fill()
    {
        var (version, said) = (store.Version(), phrasings.Version());
        if (version != _version)
        {
            shelf.Fill(store.Published());
        }
        else
        {
            if (said != _phrasings)
            {
                shelf.Put(store.Published());
                shelf.Forget();
            }

            shelf.Learn();
        }

        (_version, _phrasings) = (version, said);
    }

    /// <summary>Refreshes everything now, whatever the time, for <c>posts sync</c>.</summary>
    public async Task<IReadOnlyList<PostProblem>> RefreshAllAsync(CancellationToken token)
    {
        store.KeepOnly(Sources());
        var problems = new List<PostProblem>();
        if (settings.Posts.Folder.Length > 0) problems.AddRange(TakeFolder(token));
        if (settings.Posts.Feed is { } feed) problems.AddRange(await TakeFeedAsync(feed, token));
        return problems;
    }

    private IReadOnlyList<string> Sources() =>
        [.. ((string?[])[settings.Posts.Folder.Length > 0 ? FolderSource : null, settings.Posts.Feed?.AbsoluteUri]).OfType<string>()];

    private void RefreshFolder(CancellationToken token)
    {
        var stamp = Stamp(settings.Posts.Folder);
        if (stamp == _folderStamp) return;
        Say(FolderSource, TakeFolder(token));
        _folderStamp = stamp;
    }

    private async Task RefreshFeedAsync(Uri feed, CancellationToken token)
    {
#pragma warning disable CA1031 // Beside the loop: a fault here is told and tried again at the next interval, with the posts as they were.
        try
        {
            Say(feed.AbsoluteUri, await TakeFeedAsync(feed, token));
        }
        catch (OperationCanceledException) when (token.IsCancellationRequested)
        {
            // Stopping.
        }
        catch (Exception fault)
        {
            var trouble = Faults.Describe(fault, null);
            Say(feed.AbsoluteUri, [new(feed.AbsoluteUri, trouble.Wrong, trouble.Remedy)]);
        }
#pragma warning restore CA1031
    }

    private IReadOnlyList<PostProblem> TakeFolder(CancellationToken token)
    {
        var batch = new MarkdownFolder(settings.Posts.Folder, settings.Language).Read(token);
        Took(store.Take(FolderSource, batch.Posts, batch.KeepIds, batch.Complete));
        return batch.Problems;
    }

    private async Task<IReadOnlyList<PostProblem>> TakeFeedAsync(Uri feed, CancellationToken token)
    {
        var reader = new FeedReader(http, settings.Posts, settings.Language);
        var state = store.FeedState(feed.AbsoluteUri) is { } known ? new FeedState(known.ETag, known.LastModified) : null;
        var ids = store.All().Where(p => p.Source == feed.AbsoluteUri).ToDictionary(p => p.Post.Url, p => p.Post.Id);
        var result = await reader.ReadAsync(state, ids, token);
        var read = result.Batch.Posts.Count > 0;
        if (read) Took(store.Take(feed.AbsoluteUri, result.Batch.Posts, result.Batch.KeepIds, absentIsGone: false));
        // That nothing is new is news as well: the author sees when her blog was last asked.
        if (read || result.Unchanged) store.RecordFeed(feed.AbsoluteUri, result.State.ETag, result.State.LastModified);
        await AskForSomeAsync(reader, feed, token);
        return result.Batch.Problems;
    }

    /// <summary>
    /// A feed shows its newest entries only; whether an older post is still there is asked at its own address, a few at a time. A blog that is
    /// being mended says "not found" too, so it must say so twice, an interval apart; and what was gone may come back.
    /// </summary>
    private async Task AskForSomeAsync(FeedReader reader, Uri feed, CancellationToken token)
    {
        var posts = store.All().Where(p => p.Source == feed.AbsoluteUri).ToList();
        List<string> gone = [], back = [];
        var missing = new HashSet<string>(_missing);
        for (var i = 0; i < Math.Min(AskedForAtOnce, posts.Count); i++)
        {
            var post = posts[_askedFor % posts.Count];
            var isGone = await reader.IsGoneAsync(post.Post.Url, token);
            if (isGone is false && post.GoneAt is not null) back.Add(post.Post.Id);
            if (isGone is true && post.GoneAt is null && !missing.Remove(post.Post.Id))
            {
                // Asked again first thing at the next interval.
                missing.Add(post.Post.Id);
                break;
            }

            if (isGone is true && post.GoneAt is null) gone.Add(post.Post.Id);
            if (isGone is false) missing.Remove(post.Post.Id);
            _askedFor++;
        }

        _missing = missing;
        if (gone.Count > 0) store.MarkGone(gone);
        if (back.Count > 0) store.MarkReturned(back);
        Took(new([], [], gone, back));
    }

    private void Took(PostChanges changes)
    {
        if (!changes.Any) return;
        journal.Info(new(
            $"billets : {changes.Added.Count} nouveaux, {changes.Changed.Count} modifiés, {changes.Gone.Count} disparus, {changes.Returned.Count} revenus",
            $"posts: {changes.Added.Count} new, {changes.Changed.Count} changed, {changes.Gone.Count} gone, {changes.Returned.Count} back"));
    }

    // Each problem is told once, until it is gone: a draft with a typo must not fill the journal.
    private void Say(string source, IReadOnlyList<PostProblem> problems)
    {
        var before = _said.GetValueOrDefault(source, []);
        _said[source] = [.. problems.Select(Key)];
        _problems[source] = problems;
        Problems = [.. _problems.Values.SelectMany(p => p)];
        foreach (var problem in problems.Where(p => !before.Contains(Key(p))))
        {
            journal.Warning(new(
                $"{problem.Where} : {problem.Wrong.French} → {problem.Remedy.French}", $"{problem.Where}: {problem.Wrong.English} → {problem.Remedy.English}"));
        }
    }

    private static string Key(PostProblem problem) => $"{problem.Where} {problem.Wrong.English}";

    private static readonly PostProblem NoPosts = new(
        "Posts",
        new("aucun billet n'est connu : tous les messages attendront l'auteur", "no post is known: all mail will wait for the author"),
        new("Vérifiez Posts:Folder et Posts:Feed, puis « faqresponder posts sync ».", "Check Posts:Folder and Posts:Feed, then “faqresponder posts sync”."));

    private static string Stamp(string folder)
    {
        var files = new DirectoryInfo(folder);
        if (!files.Exists) return "-";
        long newest = 0, size = 0, count = 0;
        foreach (var file in files.EnumerateFiles("*.md", new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true, AttributesToSkip = FileAttributes.ReparsePoint }))
        {
            newest = Math.Max(newest, file.LastWriteTimeUtc.Ticks);
            size += file.Length + file.FullName.Length;
            count++;
        }

        return $"{count} {size} {newest}";
    }
}
