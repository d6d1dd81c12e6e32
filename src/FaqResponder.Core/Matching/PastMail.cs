using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Matching;

/// <summary>A mail of the past and what the author answered it with: what she teaches by answering.</summary>
/// <param name="Id">By what it can be forgotten again.</param>
/// <param name="Language">Its language.</param>
/// <param name="Text">Its subject and the asker's own words.</param>
/// <param name="Posts">The posts that answered it; none when she had to write freely: then no post fits mails like it.</param>
public sealed record PastMail(string Id, Language Language, string Text, IReadOnlyList<string> Posts)
{
    /// <summary>The day on which she answered it: it says nothing against posts of that day and later ones. <see langword="null"/> where that isn't known.</summary>
    public DateOnly? AnsweredOn { get; init; }

    /// <summary>A mail as it was read.</summary>
    public static PastMail Of(string id, string subject, Reading reading, IReadOnlyList<string> posts, DateTimeOffset? answeredAt = null) =>
        new(id, reading.Language ?? Language.French, $"{subject}\n{reading.Text}", posts) { AnsweredOn = answeredAt is { } at ? DateOnly.FromDateTime(at.UtcDateTime) : null };
}
