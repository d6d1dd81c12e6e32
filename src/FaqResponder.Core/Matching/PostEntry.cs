namespace FaqResponder.Core.Matching;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;

/// <summary>A past mail as the index keeps it.</summary>
internal sealed class LearnedMail(string id, IndexedWord[] words)
{
    public string Id => id;

    public IndexedWord[] Words => words;

    public int[] Stems { get; } = Rows.Of(words);

    /// <summary>The last day of which it tells what no post answered.</summary>
    public DateOnly AnsweredOn { get; init; } = DateOnly.MaxValue;
}

/// <summary>A post in the index, with what was asked about it.</summary>
internal sealed class PostEntry(Post post, IReadOnlyList<LearnedMail> past)
{
    // Nobody reads further to find a sentence that answers.
    private const int MostSentences = 300;

    // Of lists and headings, where a text still has them.
    private static readonly char[] Marks = [' ', '*', '#', '>', '-', '–', '•', '_'];

    private Passages? _sentences;
    private int[]? _own;

    public Post Post => post;

    public IReadOnlyList<LearnedMail> Past => past;

    /// <summary>The title and the phrasings.</summary>
    public Passages Phrasings { get; set; } = new([]);

    /// <summary>The sentences of the text, read when somebody wants to see why.</summary>
    public Passages Sentences(Vocabulary vocabulary) => _sentences ??=
        new([.. QuestionFinder.Sentences(post.Text).Take(MostSentences).Select(s => (s.Trim(Marks), vocabulary.Read(s)))]);

    /// <summary>The stems of the post itself, read when past mails make it matter.</summary>
    public int[] Own(Vocabulary vocabulary) => _own ??= Rows.Of(vocabulary.Read(string.Join('\n', [post.Text, post.Title, .. post.Tags, .. post.Phrasings])));
}

/// <summary>Sets of rows: arrays that hold each once, rising.</summary>
internal static class Rows
{
    internal static int[] Of(IndexedWord[] words)
    {
        var rows = new int[words.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = words[i].Stem;
        Array.Sort(rows);
        var count = 0;
        foreach (var row in rows)
        {
            if (count == 0 || rows[count - 1] != row) rows[count++] = row;
        }

        return count == rows.Length ? rows : rows[..count];
    }

    internal static bool Holds(int[] rows, int row) => Array.BinarySearch(rows, row) >= 0;
}
