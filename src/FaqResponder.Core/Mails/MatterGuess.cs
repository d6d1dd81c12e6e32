using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>
/// Tells what kind of matter a mail is from words that people of every trade use. What it takes for a question may be answered by a machine, so in
/// doubt it leaves the mail to the author.
/// </summary>
internal static partial class MatterGuess
{
    private const int ThanksAtMost = 60;

    internal static Matter Of(string subject, string text, IReadOnlyList<string> questions)
    {
        var all = PlainWords.Fold($"{subject}\n{text}");
        if (PersonalWords.In(all)) return Matter.Personal;
        if (OfferWords.In(all)) return Matter.Offer;
        if (BusinessWords.In(all)) return Matter.Business;
        if (questions.Count == 0) return WithoutQuestion(all, text);
        // Who asks only for her time, her leave or her help asks something that no post can give.
        var favours = questions.Count(q => PersonalWords.AsksFavour(PlainWords.Fold(q)));
        if (favours > 0 && BusinessWords.NamesPrice(all)) return Matter.Business;
        if (favours == questions.Count) return Matter.Personal;
        return PersonalWords.Mourns(all) ? Matter.Personal : Matter.Question;
    }

    private static Matter WithoutQuestion(string all, string text)
    {
        if (PersonalWords.NamesDeath(all)) return Matter.Personal;
        if (OfferWords.SeeksWork(all)) return Matter.Offer;
        var words = text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;
        return Thanks().IsMatch(all) && words <= ThanksAtMost ? Matter.Thanks : Matter.NothingAsked;
    }

    [GeneratedRegex(@"\b(mercis?|thanks|thank you|thx|remercie|grateful|much appreciated|cheers)\b")]
    private static partial Regex Thanks();
}
