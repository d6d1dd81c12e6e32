using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Matching;

/// <summary>The posts of one language with all that was asked about them, ready to be compared with mails. Posts can be exchanged one by one.</summary>
internal sealed class PostIndex
{
    // How much a word counts by the field that it stands in, and how much the length of the field counts against it (b of BM25F).
    private static readonly (float Weight, float Length, float Usual)[] Fields =
    [
        (1, 0.75f, 200), // the text
        (2, 0.5f, 6), // the title and tags
        (3, 0.5f, 60), // the phrasings
        (0.5f, 1, 80), // past mails: together, and by their share, lest the post with the most of them swallow the others
    ];

    private const int MostWithoutPost = 1000;

    private readonly Lexicon _lexicon;
    private readonly FieldIndex[] _views = [new(), new(), new()];
    private readonly QueryReader _reader;
    private readonly List<Entry?> _entries = [];
    private readonly Dictionary<string, int> _places = [];
    private readonly Stack<int> _free = [];
    private readonly List<Past> _withoutPost = [];
    private readonly float[] _usual;
    private float[][] _scores = [[], [], []];

    internal PostIndex(Language language, IReadOnlyCollection<Post> posts, IReadOnlyCollection<PastMail> past)
    {
        _lexicon = Lexicon.For(language);
        _reader = new(_lexicon, _views);
        var byPost = past.SelectMany(p => p.Posts.Select(id => (id, Mail: new Past(p.Id, _lexicon.Read(p.Text))))).ToLookup(p => p.id, p => p.Mail);
        var entries = posts.OrderBy(p => p.Id, StringComparer.Ordinal).Select(p => new Entry(p, [.. byPost[p.Id]])).ToList();
        var read = entries.AsParallel().AsOrdered().Select(Read).ToList();
        _usual = [.. Fields.Select((f, i) => read.Select(r => (float)r[i].Count).DefaultIfEmpty().Average() is >= 1 and var average ? average : f.Usual)];
        // The views know nothing of each other.
        foreach (var entry in entries) Enter(entry);
        Parallel.For(0, _views.Length, view =>
        {
            _views[view].Count = Count;
            for (var place = 0; place < read.Count; place++) _views[view].Put(place, Terms(read[place], (View)view));
        });
        foreach (var view in _views) view.Trim();
        foreach (var mail in past.Where(p => p.Posts.Count == 0)) Learn(mail);
    }

    internal int Count => _places.Count;

    internal bool HasPast { get; private set; }

    internal Lexicon Lexicon => _lexicon;

    internal MailQuery Read(IEnumerable<(string Text, float Weight)> sentences) => _reader.Read(sentences);

    /// <summary>The post at a place; <see langword="null"/> where one was removed.</summary>
    internal Post? At(int place) => _entries[place]?.Post;

    internal IReadOnlyList<(string Words, ulong[] Stems)> Phrasings(int place) => _entries[place]!.Phrasings;

    internal float Idf(ulong stem) => _views[0].Idf(stem);

    internal bool Holds(int place, ulong stem) => _views[0].Holds(place, stem);

    internal void Put(Post post)
    {
        var past = _places.TryGetValue(post.Id, out var place) ? _entries[place]!.Past : [];
        Remove(post.Id);
        var entry = new Entry(post, past);
        Put(entry, Read(entry));
    }

    internal void Remove(string id)
    {
        if (!_places.Remove(id, out var place)) return;
        var read = Read(_entries[place]!);
        for (var view = 0; view < _views.Length; view++)
        {
            _views[view].Take(place, Terms(read, (View)view).Keys);
            _views[view].Count = Count;
        }

        _entries[place] = null;
        _free.Push(place);
    }

    /// <summary>Learns from a mail that the author has dealt with.</summary>
    internal void Learn(PastMail mail)
    {
        var learned = new Past(mail.Id, _lexicon.Read(mail.Text));
        HasPast = true;
        if (mail.Posts.Count == 0 && !_withoutPost.Exists(p => p.Id == mail.Id))
        {
            _withoutPost.Add(learned);
            if (_withoutPost.Count > MostWithoutPost) _withoutPost.RemoveAt(0);
        }

        foreach (var id in mail.Posts) Change(id, past => past.Exists(p => p.Id == mail.Id) ? past : [.. past, learned]);
    }

    /// <summary>Forgets a mail, wherever it was learned.</summary>
    internal void Forget(string mail)
    {
        _withoutPost.RemoveAll(p => p.Id == mail);
        foreach (var id in _entries.Where(e => e is not null && e.Past.Exists(p => p.Id == mail)).Select(e => e!.Post.Id).ToList())
        {
            Change(id, past => past.FindAll(p => p.Id != mail));
        }
    }

    /// <summary>Compares all posts with a query.</summary>
    /// <param name="query">The query.</param>
    /// <param name="keep">Leaves posts out; for trials.</param>
    internal Standing Compare(MailQuery query, Func<Post, bool>? keep = null)
    {
        if (_scores[0].Length < _entries.Count) _scores = [new float[_entries.Count], new float[_entries.Count], new float[_entries.Count]];
        var kept = new List<int>(_entries.Count);
        for (var place = 0; place < _entries.Count; place++)
        {
            if (_entries[place] is { } entry && (keep is null || keep(entry.Post))) kept.Add(place);
        }

        var standing = new Standing([.. kept]);
        for (var view = 0; view < _views.Length; view++)
        {
            var scores = _scores[view].AsSpan(0, _entries.Count);
            var most = _views[view].Score(query.In((View)view), scores);
            standing.Add((View)view, scores, most);
        }

        standing.Order();
        return standing;
    }

    /// <summary>How near the nearest past mail comes that this post answered, less the nearest that none did; from -1 to 1, and 0 without past mails.</summary>
    internal double Experience(int place, MailQuery query)
    {
        if (!HasPast) return 0;
        var norm = Norm(query.Stems);
        return Nearest(_entries[place]!.Past) - (query.NearestWithoutPost ??= Nearest(_withoutPost));

        double Nearest(List<Past> mails) => mails.Count == 0 ? 0 : mails.Max(m => Likeness(query, norm, m.Stems));
    }

    /// <summary>
    /// The share of what the post meets of a query that it holds itself, or that at least two past mails brought; 0 to 1. What a single mail taught may
    /// be chance, or her mistake.
    /// </summary>
    internal double FirmShare(int place, MailQuery query)
    {
        var entry = _entries[place]!;
        if (entry.Past.Count == 0) return 1;
        var own = entry.Own ??= [.. Read(entry).Take(Fields.Length - 1).SelectMany(words => words.Select(w => w.StemKey))];
        double met = 0, firm = 0;
        foreach (var stem in query.Stems)
        {
            var mails = entry.Past.Count(p => p.Stems.Contains(stem));
            if (!own.Contains(stem) && mails == 0) continue;
            met += Idf(stem);
            if (mails != 1 || own.Contains(stem)) firm += Idf(stem);
        }

        return met > 0 ? firm / met : 1;
    }

    /// <summary>The cosine of two sets of words, weighed by how much they tell.</summary>
    internal double Likeness(MailQuery query, double norm, IReadOnlyCollection<ulong> stems)
    {
        var shared = 0.0;
        foreach (var stem in stems)
        {
            if (query.Stems.Contains(stem)) shared += Idf(stem) * Idf(stem);
        }

        return shared == 0 ? 0 : Math.Sqrt(shared) * Math.Sqrt(shared) / (norm * Norm(stems));
    }

    internal double Norm(IReadOnlyCollection<ulong> stems)
    {
        var sum = 0.0;
        foreach (var stem in stems) sum += Idf(stem) * Idf(stem);
        return Math.Sqrt(sum);
    }

    private void Change(string id, Func<List<Past>, List<Past>> change)
    {
        if (!_places.TryGetValue(id, out var place)) return;
        var entry = _entries[place]!;
        Remove(id);
        Put(new Entry(entry.Post, change(entry.Past)));
    }

    private void Put(Entry entry) => Put(entry, Read(entry));

    private void Put(Entry entry, List<Word>[] read)
    {
        var place = Enter(entry);
        for (var view = 0; view < _views.Length; view++)
        {
            _views[view].Count = Count;
            _views[view].Put(place, Terms(read, (View)view));
        }
    }

    private int Enter(Entry entry)
    {
        if (_free.TryPop(out var place))
        {
            _entries[place] = entry;
        }
        else
        {
            place = _entries.Count;
            _entries.Add(entry);
        }

        _places[entry.Post.Id] = place;
        HasPast |= entry.Past.Count > 0;
        entry.Phrasings.AddRange(entry.Post.Phrasings.Prepend(entry.Post.Title).Select(p => (p, _lexicon.Read(p).Select(w => w.StemKey).Distinct().ToArray())));
        return place;
    }

    private List<Word>[] Read(Entry entry) =>
    [
        _lexicon.Read(entry.Post.Text),
        _lexicon.Read(string.Join('\n', entry.Post.Tags.Prepend(entry.Post.Title))),
        _lexicon.Read(string.Join('\n', entry.Post.Phrasings)),
        [.. entry.Past.SelectMany(p => p.Words)],
    ];

    private Dictionary<ulong, float> Terms(List<Word>[] read, View view)
    {
        var terms = new Dictionary<ulong, float>();
        for (var field = 0; field < Fields.Length; field++)
        {
            var (weight, length, _) = Fields[field];
            var each = weight / (1 - length + (length * read[field].Count / _usual[field]));
            foreach (var word in read[field])
            {
                foreach (var key in word.In(view)) System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(terms, key, out _) += each;
            }
        }

        return terms;
    }

    private sealed record Entry(Post Post, List<Past> Past)
    {
        /// <summary>The stems of the post itself, read when past mails make it matter.</summary>
        public HashSet<ulong>? Own { get; set; }

        public List<(string Words, ulong[] Stems)> Phrasings { get; } = [];
    }

    private sealed class Past(string id, List<Word> words)
    {
        public string Id => id;

        public List<Word> Words => words;

        public HashSet<ulong> Stems { get; } = [.. words.Select(w => w.StemKey)];
    }
}
