using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Deciding;

/// <summary>Recognises who wants a person to answer, and no machine: the word alone on its line, or a wish that names one.</summary>
public static partial class HumanWish
{
    /// <summary>Whether a mail says so.</summary>
    /// <param name="subject">Its subject.</param>
    /// <param name="text">The asker's own words.</param>
    public static bool In(string subject, string text) => Alone().IsMatch(PlainWords.Fold(subject)) || Alone().IsMatch(PlainWords.Fold(text)) || Wish().IsMatch(PlainWords.Fold(text));

    [GeneratedRegex(@"^[\s""'«»*_.>-]*(re ?: ?)?(un )?(humain|human),?( svp| s'il vous plait| please)?[\s""'«»*_.!-]*$", RegexOptions.Multiline)]
    private static partial Regex Alone();

    [GeneratedRegex(
        @"\b(parler|ecrire|reponse|repondre|repondue?|avoir|joindre|contacter|echanger|discuter|besoin)\b[^.!?\n]{0,30}\b(un humain|un etre humain|une (vraie )?personne (reelle|humaine|en chair)|une vraie personne)\b|\b(speak|talk|write|reply|answer(ed)?|reach|get|want|need|contact)\b[^.!?\n]{0,30}\b(a|an actual|a real) (human( being)?|person)\b|\bpas (de|un|une|par un) (robot|automate|machine|reponse automatique)\b|\bno (robot|bot|machine|automatic answer)s?\b")]
    private static partial Regex Wish();
}
