using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Learning;

/// <summary>How a reply tells of a post.</summary>
public enum ToldBy
{
    /// <summary>By its address.</summary>
    Address,

    /// <summary>By its words, pasted.</summary>
    Words,

    /// <summary>By what she wrote in the same words to others, where she named it.</summary>
    Repeated,
}

/// <summary>What became of the draft that lay ready.</summary>
public enum DraftUse
{
    /// <summary>None lay ready.</summary>
    None,

    /// <summary>She sent it as it was.</summary>
    AsItWas,

    /// <summary>She sent it with words of her own added, changed or taken out.</summary>
    Changed,

    /// <summary>She wrote something else.</summary>
    NotUsed,
}

/// <summary>A reply that the author wrote in her mail program, as far as it teaches.</summary>
/// <param name="Words">What she wrote, without the mail that she answers.</param>
/// <param name="Posts">The posts that she answered with.</param>
/// <param name="Draft">What became of the draft.</param>
public sealed record OwnReply(string Words, IReadOnlyList<(Post Post, ToldBy By)> Posts, DraftUse Draft)
{
    // So much of what she wrote must stand in the draft, three words in a row each.
    private const double ShareOfDraft = 0.5;
    private const int Run = 3;

    /// <summary>Reads a mail that she sent.</summary>
    /// <param name="sent">The mail.</param>
    /// <param name="published">The posts that there are.</param>
    /// <param name="draft">The text of the draft that lay ready for it; <see langword="null"/> for none.</param>
    public static OwnReply Read(IncomingMail sent, IReadOnlyList<Post> published, string? draft)
    {
        var words = MailReader.OwnWords(sent);
        var linked = PostLinks.In($"{words}\n{MailReader.OwnWordsOfHtml(sent)}", published);
        var pasted = PastedText.In(words, [.. published.Except(linked)]);
        return new(words, [.. linked.Select(p => (p, ToldBy.Address)), .. pasted.Select(p => (p, ToldBy.Words))], Use(words, draft, sent.Subject));
    }

    private static DraftUse Use(string words, string? draft, string subject)
    {
        if (draft is null) return DraftUse.None;
        var (hers, ours) = (WordRuns.Split(words), WordRuns.Split(MailReader.OwnWords(new() { Subject = subject, Text = draft })));
        if (hers.SequenceEqual(ours)) return DraftUse.AsItWas;
        var known = WordRuns.Of(ours, Run).ToHashSet();
        var runs = WordRuns.Of(hers, Run).ToList();
        return runs.Count > 0 && runs.Count(known.Contains) >= ShareOfDraft * Math.Min(runs.Count, known.Count) ? DraftUse.Changed : DraftUse.NotUsed;
    }
}
