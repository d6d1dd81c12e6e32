using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Matching;

/// <summary>A mail of the past and what the author answered it with: what she teaches by answering.</summary>
/// <param name="Id">By what it can be forgotten again.</param>
/// <param name="Language">Its language.</param>
/// <param name="Text">Its subject and the asker's own words.</param>
/// <param name="Posts">The posts that answered it; none when she had to write freely: then no post fits mails like it.</param>
public sealed record PastMail(string Id, Language Language, string Text, IReadOnlyList<string> Posts)
{
    /// <summary>A mail as it was read.</summary>
    public static PastMail Of(string id, string subject, Reading reading, IReadOnlyList<string> posts) =>
        new(id, reading.Language ?? Language.French, $"{subject}\n{reading.Text}", posts);
}
