using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Advising;

/// <summary>A mail of the ledger, as it is tried again.</summary>
/// <param name="Id">Its number; what was learned from it goes by the same name.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Reading">What was read in it.</param>
/// <param name="Posts">The posts that the author answered it with.</param>
public sealed record TriedMail(string Id, string Subject, Mails.Reading Reading, IReadOnlyList<string> Posts)
{
    /// <summary>What it asks, else how it begins, else its subject.</summary>
    public string Asked => Reading.Questions.Count > 0 ? Reading.Questions[0] : Reading.Text.Length > 0 ? Reading.Text : Subject;
}

/// <summary>A mail that the author answered with the post, and for which the service by itself would have put another one first.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Place">Where the post stood among the suggestions, counted from one; <see langword="null"/> when it didn't.</param>
/// <param name="InItsWay">The post that stood first; <see langword="null"/> when none came near.</param>
public sealed record MissedMail(TriedMail Mail, int? Place, Post? InItsWay);

/// <summary>A mail that waits with the post as first suggestion, not sure enough.</summary>
/// <param name="Mail">The mail.</param>
/// <param name="Confidence">How sure.</param>
public sealed record UnsureMail(TriedMail Mail, double Confidence);

/// <summary>Words of the post itself, title or phrasing, that lead elsewhere.</summary>
/// <param name="Words">The words.</param>
/// <param name="IsTitle">Whether they are its title.</param>
/// <param name="InItsWay">The post that they lead to; <see langword="null"/> when they lead nowhere.</param>
public sealed record LostWords(string Words, bool IsTitle, Post? InItsWay);

/// <summary>A post and what shows that it is found badly.</summary>
public sealed record WeakPost(Post Post)
{
    // An answer that she had to look up herself says most, what the service tells itself says least.
    private const double MissedWeighs = 4;
    private const double UnsureWeighs = 2;
    private const double LostWeighs = 1;
    private const double NoPhrasingWeighs = 0.5;

    /// <summary>Mails that she answered with it and that would not have found it.</summary>
    public IReadOnlyList<MissedMail> Missed { get; init; } = [];

    /// <summary>Mails that wait although it is likely the answer.</summary>
    public IReadOnlyList<UnsureMail> Unsure { get; init; } = [];

    /// <summary>Its own words that don't find it.</summary>
    public IReadOnlyList<LostWords> Lost { get; init; } = [];

    /// <summary>Whether nobody has told how people ask for it.</summary>
    public bool HasNoPhrasing => Post.Phrasings.Count == 0;

    /// <summary>Whether anything but the lack of phrasings speaks against it.</summary>
    public bool HasEvidence => Missed.Count + Unsure.Count + Lost.Count > 0;

    /// <summary>How much it needs phrasings.</summary>
    public double Weight => (Missed.Count * MissedWeighs) + (Unsure.Count * UnsureWeighs) + (Lost.Count * LostWeighs) + (HasNoPhrasing ? NoPhrasingWeighs : 0);
}
