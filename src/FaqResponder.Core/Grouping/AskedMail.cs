using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;

namespace FaqResponder.Core.Grouping;

/// <summary>What a mail asks, as far as it matters for finding mails that ask the same.</summary>
/// <param name="Id">By what the mail is known.</param>
/// <param name="Language">Its language; unknown ones are read as French.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="Asked">Its questions, or its first words where it has none.</param>
public sealed record AskedMail(long Id, Language? Language, string Subject, IReadOnlyList<string> Asked)
{
    private const int FirstWords = 300;

    /// <summary>The post that was suggested first, if any.</summary>
    public string? Post { get; init; }

    /// <summary>The probability that the post answers the mail, 0 to 1.</summary>
    public double Confidence { get; init; }

    /// <summary>What it asks first; the subject where nothing was written.</summary>
    public string Question => Asked.FirstOrDefault(a => a.Length > 0) ?? Subject;

    /// <summary>A mail as it was read and matched.</summary>
    public static AskedMail Of(long id, string subject, Reading reading, Match? best) =>
        new(id, reading.Language, subject, reading.Questions.Count > 0 ? reading.Questions : [Beginning(reading.Text)]) { Post = best?.Post.Id, Confidence = best?.Confidence ?? 0 };

    // At most so many characters, and no half word.
    private static string Beginning(string text)
    {
        if (text.Length <= FirstWords) return text;
        var end = text.LastIndexOfAny([' ', '\n'], FirstWords);
        return text[..(end > 0 ? end : FirstWords)];
    }
}
