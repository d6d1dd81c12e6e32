using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;

namespace FaqResponder.Core.Deciding;

/// <summary>Recognises that an asker knows a post already: to get it as an answer would say that nobody read the mail.</summary>
public static partial class Citations
{
    private const int ShortestTitle = 12;

    /// <summary>The first of the posts that the mail cites: by its link or its title, or since it says to have read an article, of which this is likely the one.</summary>
    public static Post? First(IncomingMail mail, Reading reading, IReadOnlyList<Matching.Match> posts)
    {
        var words = $"{mail.Subject}\n{reading.Text}";
        var links = $"{words}\n{reading.Quoted}\n{mail.Html}".ToLowerInvariant();
        var folded = PlainWords.Fold(words);
        var knowsOne = Read().IsMatch(folded);
        return posts.Select(m => m.Post).FirstOrDefault(post => knowsOne || IsLinked(post, links) || IsNamed(post, folded));
    }

    private static bool IsLinked(Post post, string text)
    {
        var address = Uri.TryCreate(post.Url, UriKind.Absolute, out var url) ? $"{url.Host}{url.AbsolutePath}".ToLowerInvariant().TrimEnd('/') : "";
        if (address.StartsWith("www.", StringComparison.Ordinal)) address = address[4..];
        // The address of the blog itself is under many a signature.
        if (address.IndexOf('/', StringComparison.Ordinal) < 0) return false;
        for (var at = text.IndexOf(address, StringComparison.Ordinal); at >= 0; at = text.IndexOf(address, at + 1, StringComparison.Ordinal))
        {
            var end = at + address.Length;
            if (end == text.Length || !(char.IsLetterOrDigit(text[end]) || text[end] is '-' or '_')) return true;
        }

        return false;
    }

    // Many a title is a question that people ask in the same words: only one in quotation marks is cited.
    private static bool IsNamed(Post post, string folded)
    {
        var title = PlainWords.Fold(post.Title).Trim(' ', '?', '!', '.', ':');
        if (title.Length < ShortestTitle) return false;
        var before = folded.IndexOf(title, StringComparison.Ordinal) is var at && at > 0 ? folded[..at].TrimEnd() : "";
        return before.Length > 0 && before[^1] is '«' or '"' or '“' or '”' or '„' or '\'';
    }

    // Of PlainWords.Fold: no accents, one apostrophe.
    [GeneratedRegex(
        @"\b(lu|relu|lire|parcouru|decouvert|consulte|suivi|vu|lisant|tombee? sur|grace a)\b[^.!?\n]{0,25}\b(votre|vos|ton|tes|cet|l'|un de vos|un de tes) ?(tres )?(bel |bon |dernier |interessant |super |excellent )?(articles?|billets?|posts?|fiches?|guides?|chronique)\b|\b(i|i've|we|after|having|just) [^.!?\n]{0,15}\b(read|reread|seen|saw|found|followed|reading)\b[^.!?\n]{0,20}\b(your|the|this|that) ([a-z]+ )?(blog )?(article|post|guide)s?\b")]
    private static partial Regex Read();
}
