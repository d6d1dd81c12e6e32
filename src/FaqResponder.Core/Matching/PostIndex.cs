using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>The posts of one language with all that was asked about them, ready to be compared with mails. Posts can be exchanged one by one.</summary>
internal sealed class PostIndex
{
    // How much a word counts by the field that it stands in, and how much the length of the field counts against it (b of BM25F).
    // The usual length is that of the posts that have the field at all. Where few have it they tell little: until as many posts as the doubt speak against it,
    // a length usual elsewhere counts, so that what is added to a blog that runs counts much as it will after the next start.
    private static readonly (float Weight, float Length, float Usual, float Doubt)[] Fields =
    [
        (1, 0.75f, 200, 0.01f), // the text
        (2, 0.5f, 6, 0.01f), // the title and tags
        (3, 0.5f, 60, 2), // the phrasings
        (0.75f, 1, 80, 2), // past mails: together, and by their share, lest the post with the most of them swallow the others
    ];

    private const int MostWithoutPost = 1000;

    private readonly ConfidenceModel _model;
    private readonly FieldIndex[] _views = [new(View.Stems), new(View.Pieces), new(View.Senses)];
    private readonly Vocabulary _words;
    private readonly QueryReader _reader = new();
    private readonly List<PostEntry?> _entries = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Stack<int> _free = [];
    private readonly List<LearnedMail> _withoutPost = [];
    private readonly List<IndexedWord> _counting = [];
    private readonly float[] _usual;
    private float[] _scores = [];
    private int[]? _all;

    internal PostIndex(Language language, ConfidenceModel model, IReadOnlyCollection<Post> posts, IReadOnlyCollection<PastMail> past)
    {
        _model = model;
        _words = new(Lexicon.For(language), _views);
        var byPost = past.SelectMany(p => p.Posts.Select(id => (id, Mail: new LearnedMail(p.Id, _words.Read(p.Text))))).ToLookup(p => p.id, p => p.Mail);
        var entries = posts.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new PostEntry(p, [.. byPost[p.Id]])).ToList();
        // To read is most of the work; what is read is put in its rows by one thread for each view.
        var read = _words.ReadAll(entries, Read);
        _usual = [.. Fields.Select((f, i) => ((f.Usual * f.Doubt) + read.Sum(r => r.Lengths[i])) / (f.Doubt + read.Count(r => r.Lengths[i] > 0)))];
        var counted = read.ConvertAll(Counted);
        Parallel.ForEach(_views, view => view.Fill(counted));
        for (var i = 0; i < entries.Count; i++) Enter(entries[i], read[i]);
        foreach (var mail in past.Where(p => p.Posts.Count == 0)) Learn(mail);
    }

    internal int Count => _places.Count;

    internal bool HasPast { get; private set; }

    internal Vocabulary Words => _words;

    /// <summary>Another number after each change of posts.</summary>
    internal int Version { get; private set; }

    /// <summary>What a word tells that a single post has.</summary>
    internal double MostTelling => Math.Log(1 + (2.0 * Count));

    /// <summary>The post at a place.</summary>
    internal PostEntry At(int place) => _entries[place]!;

    internal float Idf(int stem) => _views[0].Idf(stem);

    /// <summary>Whether any post holds a stem.</summary>
    internal bool Knows(int stem) => _views[0].Knows(stem);

    internal bool Holds(int place, int stem) => _views[0].Holds(place, stem);

    internal void Put(Post post) => Put(post, _places.TryGetValue(post.Id, out var place) ? At(place).Past : []);

    internal void Remove(string id)
    {
        if (!_places.Remove(id, out var place)) return;
        Version++;
        var counted = Counted(Read(At(place)));
        foreach (var view in _views)
        {
            view.Take(place, counted);
            view.Count = Count;
        }

        _entries[place] = null;
        _free.Push(place);
        _all = null;
    }

    /// <summary>Learns from a mail that the author has dealt with.</summary>
    internal void Learn(PastMail mail)
    {
        var learned = new LearnedMail(mail.Id, _words.Read(mail.Text)) { AnsweredOn = mail.AnsweredOn ?? DateOnly.MaxValue };
        HasPast = true;
        if (mail.Posts.Count == 0 && !_withoutPost.Exists(p => p.Id == mail.Id))
        {
            // The newest first; of equals, the one that was told last.
            var place = _withoutPost.FindIndex(p => p.AnsweredOn <= learned.AnsweredOn);
            _withoutPost.Insert(place < 0 ? _withoutPost.Count : place, learned);
            if (_withoutPost.Count > MostWithoutPost) _withoutPost.RemoveAt(MostWithoutPost);
        }

        foreach (var id in mail.Posts)
        {
            if (_places.TryGetValue(id, out var place) && At(place).Past is var past && past.All(p => p.Id != mail.Id)) Put(At(place).Post, [.. past, learned]);
        }
    }

    /// <summary>Forgets a mail, wherever it was learned.</summary>
    internal void Forget(string mail)
    {
        _withoutPost.RemoveAll(p => p.Id == mail);
        foreach (var entry in _entries.Where(e => e is not null && e.Past.Any(p => p.Id == mail)).ToList()) Put(entry!.Post, [.. entry.Past.Where(p => p.Id != mail)]);
    }

    /// <summary>Compares all posts with sentences of a mail.</summary>
    /// <param name="sentences">The sentences, each with what its place counts.</param>
    /// <param name="keep">Leaves posts out, and keeps what each view says; for trials.</param>
    internal Standing Compare(ReadOnlySpan<(IndexedWord[] Words, float Place)> sentences, Func<Post, bool>? keep = null)
    {
        if (_scores.Length < _entries.Count) _scores = new float[_entries.Count];
        var kept = _all ??= [.. Enumerable.Range(0, _entries.Count).Where(p => _entries[p] is not null)];
        var standing = new Standing(_reader.Read(sentences), keep is null ? kept : Array.FindAll(kept, p => keep(At(p).Post)), _model, keepViews: keep is not null);
        var scores = _scores.AsSpan(0, _entries.Count);
        for (var view = 0; view < _views.Length; view++)
        {
            var most = _views[view].Score(_reader.In((View)view), scores);
            standing.Add((View)view, scores, most);
        }

        standing.Order();
        return standing;
    }

    /// <summary>
    /// How near the nearest past mail comes that this post answered, less the nearest that none did although the post was there; from -1 to 1, and 0
    /// without past mails.
    /// </summary>
    internal double Experience(int place, MailQuery query)
    {
        if (!HasPast) return 0;
        var nearest = 0.0;
        foreach (var mail in At(place).Past) nearest = Math.Max(nearest, Likeness(query, mail.Stems, nearest));
        var without = 0.0;
        foreach (var (answeredOn, likeness) in query.NearestWithoutPost ??= WithoutPost(query))
        {
            // She wrote freely since the post was not there yet: that says nothing against it.
            if (At(place).Post.Published is { } published && answeredOn <= published) break;
            without = likeness;
        }

        return nearest - without;
    }

    private List<(DateOnly AnsweredOn, double Likeness)> WithoutPost(MailQuery query)
    {
        var steps = new List<(DateOnly AnsweredOn, double Likeness)>();
        var nearest = 0.0;
        foreach (var mail in _withoutPost)
        {
            var likeness = Likeness(query, mail.Stems, nearest);
            if (likeness <= nearest) continue;
            nearest = likeness;
            steps.Add((mail.AnsweredOn, nearest));
        }

        return steps;
    }

    /// <summary>
    /// The share of what the post meets of a query that it holds itself, or that at least two past mails brought; 0 to 1. What a single mail taught may
    /// be chance, or her mistake.
    /// </summary>
    internal double FirmShare(int place, MailQuery query)
    {
        var entry = At(place);
        if (entry.Past.Count == 0) return 1;
        var own = entry.Own(_words);
        double met = 0, firm = 0;
        foreach (var stem in query.Stems)
        {
            var isOwn = Rows.Holds(own, stem);
            var mails = 0;
            foreach (var mail in entry.Past)
            {
                if (mails < 2 && Rows.Holds(mail.Stems, stem)) mails++;
            }

            if (!isOwn && mails == 0) continue;
            met += Idf(stem);
            if (isOwn || mails > 1) firm += Idf(stem);
        }

        return met > 0 ? firm / met : 1;
    }

    /// <summary>The cosine of a mail and a set of words, weighed by how much they tell; 0 where it doesn't reach a wanted one.</summary>
    internal double Likeness(MailQuery query, int[] others, double wanted)
    {
        var some = query.Stems;
        var shared = 0.0;
        var at = 0;
        foreach (var stem in others)
        {
            while (at < some.Length && some[at] < stem) at++;
            if (at == some.Length) break;
            if (some[at] == stem) shared += Idf(stem) * Idf(stem);
        }

        // The others are at least as long as what is shared, so that most need no measuring.
        var norm = query.Norm ??= Norm(some);
        if (shared == 0 || shared < wanted * wanted * norm * norm) return 0;
        var likeness = shared / (norm * Norm(others));
        return likeness < wanted ? 0 : likeness;
    }

    internal double Norm(int[] stems)
    {
        var sum = 0.0;
        foreach (var stem in stems) sum += Idf(stem) * Idf(stem);
        return Math.Sqrt(sum);
    }

    private void Put(Post post, IReadOnlyList<LearnedMail> past)
    {
        Remove(post.Id);
        Version++;
        var entry = new PostEntry(post, past);
        var read = Read(entry);
        var place = Enter(entry, read);
        var counted = Counted(read);
        foreach (var view in _views)
        {
            view.Count = Count;
            view.Put(place, counted);
        }
    }

    private int Enter(PostEntry entry, ReadPost read)
    {
        if (_free.TryPop(out var place))
        {
            _entries[place] = entry;
        }
        else
        {
            place = _entries.Count;
            if (place == FieldIndex.MostDocuments) throw new InvalidOperationException($"More than {FieldIndex.MostDocuments} posts.");
            _entries.Add(entry);
        }

        _places[entry.Post.Id] = place;
        _all = null;
        HasPast |= entry.Past.Count > 0;
        entry.Phrasings = new([(entry.Post.Title, read.Title), .. entry.Post.Phrasings.Zip(read.Phrasings).Take(Passages.Most - 1)]);
        return place;
    }

    private ReadPost Read(PostEntry entry) => Read(entry, _words.Read);

    private static ReadPost Read(PostEntry entry, Func<string, IndexedWord[]> read) => new(
        read(entry.Post.Text), read(entry.Post.Title), [.. entry.Post.Tags.Select(read)], [.. entry.Post.Phrasings.Select(read)], entry.Past);

    /// <summary>How often each word stands in a post, weighed by the fields.</summary>
    private FieldIndex.Counted[] Counted(ReadPost read)
    {
        _counting.Clear();
        for (var field = 0; field < Fields.Length; field++)
        {
            var (weight, length, _, _) = Fields[field];
            var each = weight / (1 - length + (length * read.Lengths[field] / _usual[field]));
            foreach (var words in read.In(field))
            {
                foreach (var word in words)
                {
                    if (word.Times == 0) _counting.Add(word);
                    word.Times += each;
                }
            }
        }

        var counted = new FieldIndex.Counted[_counting.Count];
        for (var i = 0; i < counted.Length; i++)
        {
            counted[i] = new(_counting[i], _counting[i].Times);
            _counting[i].Times = 0;
        }

        return counted;
    }

    /// <summary>The words of a post, field by field.</summary>
    private sealed record ReadPost(IndexedWord[] Text, IndexedWord[] Title, IndexedWord[][] Tags, IndexedWord[][] Phrasings, IReadOnlyList<LearnedMail> Past)
    {
        public int[] Lengths { get; } = [Text.Length, Title.Length + Tags.Sum(t => t.Length), Phrasings.Sum(p => p.Length), Past.Sum(p => p.Words.Length)];

        public IEnumerable<IndexedWord[]> In(int field) => field switch
        {
            0 => [Text],
            1 => [Title, .. Tags],
            2 => Phrasings,
            _ => Past.Select(p => p.Words),
        };
    }
}
