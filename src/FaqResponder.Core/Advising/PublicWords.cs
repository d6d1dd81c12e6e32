using System.Text.RegularExpressions;

using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;

namespace FaqResponder.Core.Advising;

/// <summary>What of private mails may stand on a public page: questions without greetings and people, and the author's answer without the one to whom she wrote.</summary>
public static partial class PublicWords
{
    private const int FewestWords = 3;

    /// <summary>A sentence as a phrasing of a post; <see langword="null"/> for one that is personal, says too little, or is too long.</summary>
    /// <param name="sentence">The sentence.</param>
    /// <param name="people">Whose mail it is.</param>
    public static string? Phrasing(string sentence, IReadOnlyList<MailAddress> people)
    {
        var words = Courtesies.CutGreetingWords(Plain(sentence).Trim().TrimStart('-', '*', '•', '>', '–', ' '));
        words = Courtesies.CutClosing(words, PersonalData.NamesOf(people)).Text;
        if (words.Length > PhrasingText.Longest || Word().Count(words) < FewestWords || PersonalData.IsIn(words, people)) return null;
        return Capital(words);
    }

    /// <summary>An answer of the author's without greeting, goodbye, quotations, and the sentences that name the asker or tell how to reach somebody.</summary>
    /// <param name="words">What she wrote.</param>
    /// <param name="people">To whom.</param>
    /// <param name="author">Her own name.</param>
    /// <param name="signature">What stands under her letters; empty for none.</param>
    /// <returns>The text, empty when nothing is left, and how many sentences were left out.</returns>
    public static (string Text, int LeftOut) Answer(string words, IReadOnlyList<MailAddress> people, string author, string signature)
    {
        var text = string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Where(line => !line.TrimStart().StartsWith('>')).Select(line => Plain(line).TrimEnd())).Trim();
        signature = signature.ReplaceLineEndings("\n").Trim();
        if (signature.Length > 0 && text.EndsWith(signature, StringComparison.Ordinal)) text = text[..^signature.Length].TrimEnd();
        text = Courtesies.CutClosing(Courtesies.CutGreeting(text), PersonalData.NamesOf([new(author, "")])).Text;
        var leftOut = 0;
        List<string> paragraphs = [.. Paragraph().Split(Courtesies.CutGreetingWords(text)).Select(Kept).Where(p => p.Any(char.IsLetter))];
        return (Capital(string.Join("\n\n", paragraphs)), leftOut);

        string Kept(string paragraph)
        {
            var all = SentenceStart().Split(paragraph).Select(s => WithoutAddress(s, people)).ToList();
            var kept = all.Where(s => !PersonalData.IsInAnswer(s, people)).ToList();
            leftOut += all.Count - kept.Count;
            return string.Concat(kept).Trim();
        }
    }

    /// <summary>"Non, Léa, il faut…": the name by which she is spoken to goes, the sentence stays.</summary>
    private static string WithoutAddress(string sentence, IReadOnlyList<MailAddress> people)
    {
        var known = PersonalData.NamesOf(people);
        var names = people.SelectMany(p => Word().Matches(p.Name).Select(w => w.Value)).Where(w => known.Contains(PlainWords.Fold(w))).Distinct().ToList();
        if (names.Count == 0) return sentence;
        var name = $@"(ch[eè]re?\s+|dear\s+)?\b(?:{string.Join('|', names)})\b(?:\s+(?:{string.Join('|', names)})\b)*";
        var without = Regex.Replace(sentence, $@",\s*{name}(?=\s*([,.!?;:…]|$))", "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        var begun = Regex.Replace(without, $@"^\s*{name}\s*[,:!]\s*", "", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return begun.Length < without.Length ? Capital(begun) : without;
    }

    private static string Capital(string text) => text.Length > 0 && char.IsLower(text[0]) ? char.ToUpperInvariant(text[0]) + text[1..] : text;

    // Without what a reader doesn't see, or sees turned round.
    private static string Plain(string text) => ReplyHeaders.OneLine(text).Replace("\u200E", "", StringComparison.Ordinal).Replace("\u200F", "", StringComparison.Ordinal);

    [GeneratedRegex(@"\p{L}+")]
    private static partial Regex Word();

    [GeneratedRegex(@"\n\s*\n")]
    private static partial Regex Paragraph();

    // Each sentence keeps the space behind it; an item of a list is a sentence.
    [GeneratedRegex(@"(?<=[.!?…][»”"")]?\s+)(?=\S)(?<!\b(M|Mr|Mme|Dr|etc)\.\s+)|(?<=\n)(?=\s*([-*•]|\d+[.)])\s)", RegexOptions.ExplicitCapture)]
    private static partial Regex SentenceStart();
}
