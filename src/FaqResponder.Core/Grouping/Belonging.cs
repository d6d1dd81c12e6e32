namespace FaqResponder.Core.Grouping;

/// <summary>
/// When mails belong together: by the post that was found for them, by their words, or by both. Chosen on 1,410 mails to four authors (three French, one
/// English) of which the right posts are known.
/// </summary>
internal static class Belonging
{
    /// <summary>
    /// The confidence from which a post alone puts two mails together. Of such pairs 94 of 100 had the same right post; from 0.80 on, 91, and from 0.75 on,
    /// 77 only.
    /// </summary>
    internal const double Sure = 0.82;

    /// <summary>The confidence from which two mails with the same post need fewer words in common.</summary>
    internal const double Fair = 0.5;

    /// <summary>How alike the words must be, on average over a group. At 0.30, four more pairs were right and three wrong; at 0.25, seven and seventeen.</summary>
    internal const double Alike = 0.4;

    /// <summary>What the same fair post adds to the likeness of two mails. The three pairs that it brought were right; at 0.20, four of seven.</summary>
    internal const double SamePost = 0.15;

    /// <summary>
    /// The post of a mail, if its confidence reaches one. A mail with several questions has none here: its post leaves some of them open, and from 0.80
    /// on, 16 of 41 pairs with such a mail were wrong.
    /// </summary>
    internal static string? PostOf(AskedMail mail, double confidence) => mail.Asked.Count < 2 && mail.Confidence >= confidence ? mail.Post : null;
}
