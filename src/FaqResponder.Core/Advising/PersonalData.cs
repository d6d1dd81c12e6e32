using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;

namespace FaqResponder.Core.Advising;

/// <summary>
/// Recognises what tells who somebody is, or how to reach somebody: it must not stand on a public page. Where there is a doubt, it is taken for personal; that a name stands
/// alone in the middle of a sentence, nobody can tell from another capital, unless it is the asker's.
/// </summary>
public static partial class PersonalData
{
    private const int ShortestName = 2;
    private const int ShortestOfAddress = 4;

    private static readonly HashSet<string> Particles = ["de", "du", "la", "le", "les", "des", "el", "al", "da", "di", "et", "and", "van", "von", "der", "den"];

    /// <summary>Whether a sentence of somebody's mail is personal.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="people">Whose mail it is, by the addresses and names in its head.</param>
    public static bool IsIn(string sentence, IReadOnlyList<MailAddress> people) => Reaches(sentence) || Web().IsMatch(sentence) || Introduces(sentence) || FullName().IsMatch(sentence) || Names(sentence, people);

    /// <summary>Whether a sentence that the author wrote to somebody is personal: her links, and the firms that she names, aren't.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="people">To whom she wrote.</param>
    public static bool IsInAnswer(string sentence, IReadOnlyList<MailAddress> people) => Reaches(sentence) || Titled().IsMatch(sentence) || Names(sentence, people);

    /// <summary>The words of the names that people write under.</summary>
    public static IReadOnlySet<string> NamesOf(IReadOnlyList<MailAddress> people) =>
        people.SelectMany(p => Words().Matches(p.Name).Select(w => PlainWords.Fold(w.Value))).Where(w => w.Length >= ShortestName && !Particles.Contains(w)).ToHashSet();

    // A date or a school year has as many digits as a telephone number; a range of years is told from it.
    private static bool Reaches(string sentence) =>
        Address().IsMatch(sentence) || Number().IsMatch(Years().Replace(sentence, " ")) || Street().IsMatch(sentence) || Place().IsMatch(sentence);

    private static bool Introduces(string sentence) => Introduction().IsMatch(sentence) || Titled().IsMatch(sentence);

    private static bool Names(string sentence, IReadOnlyList<MailAddress> people)
    {
        var names = NamesOf(people);
        var parts = people.SelectMany(p => Words().Matches(p.LocalPart).Select(w => PlainWords.Fold(w.Value))).Where(w => w.Length >= ShortestOfAddress).ToHashSet();
        return Words().Matches(sentence).Any(w => PlainWords.Fold(w.Value) is var word && (names.Contains(word) || (w.Index > 0 && char.IsUpper(w.Value[0]) && parts.Contains(word))));
    }

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Words();

    [GeneratedRegex(@"@|[\(\[{]\s*at\s*[\)\]}]|\barobase\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Address();

    [GeneratedRegex(@"https?:|www\.|\w\.(fr|com|org|net|eu|be|ch|ca|lu|info|biz|io|co|uk|us|re|bzh)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Web();

    // Eight digits: telephones, accounts, the numbers of firms and of the insured, days of birth.
    [GeneratedRegex(@"\d(?:[\s.\-–/()\u00A0\u202F]{0,2}\d){7,}")]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<!\d)(19|20)\d\d\s?[-–/]\s?(19|20)\d\d(?!\d)")]
    private static partial Regex Years();

    [GeneratedRegex(@"\b\d{1,4}\s?(bis|ter|quater)?\s*,?\s*(rue|avenue|boulevard|bd|chemin|all[ée]e|impasse|quai|route|lotissement|faubourg)\b|\b\d{1,5}\s+(\p{L}[\p{L}'’]*\s+){1,3}(street|road|avenue|lane|drive|boulevard)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Street();

    [GeneratedRegex(@"\b\d{5}[ \u00A0]+\p{Lu}\p{L}|\b\d{1,4}\s?,?\s+(place|cours|square|résidence|Place|Cours|Square|Résidence)\s+((de|du|des|la|les?)\s+|[dl]['’])*\p{Lu}")]
    private static partial Regex Place();

    [GeneratedRegex(@"\bje m['’ ]appelle|\bje me (pré)?nomme|\bmon (pré)?nom\b|\bm[ay] (name|nom)\b|\bI am called|\bI['’]m called|\bn[ée]{1,2}e? le \d|\bborn (on|in) ", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Introduction();

    [GeneratedRegex(@"\b(M\.|MM\.|Mme\.?|Mmes|Mlle|Melle|Mr\.?|Mrs\.?|Ms\.?|Miss|Dr\.?|Monsieur|Madame|Mademoiselle|Docteur|Maître|mr|mme|mlle|mrs|monsieur|madame|docteur)\s+\p{Lu}\p{L}")]
    private static partial Regex Titled();

    // In the middle of a sentence, as "chez Jean Dupont"; at its beginning the first capital says nothing.
    [GeneratedRegex(@"(?<=[\p{L},]\s+)(\p{Lu}\p{Ll}[\p{Ll}'’-]*\s+\p{Lu}\p{Ll}[\p{Ll}'’-]+|\p{Lu}\p{Ll}[\p{Ll}-]+\s+\p{Lu}{4,}|\p{Lu}{4,}\s+\p{Lu}\p{Ll}[\p{Ll}-]+)")]
    private static partial Regex FullName();
}
