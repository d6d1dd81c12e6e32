using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Reads a mail as a person would: the writer's own words first, and what they ask.</summary>
public static partial class MailReader
{
    private const int ClosingLines = 8;
    private const int LongestClosing = 400;

    /// <summary>Reads one mail. If nothing is left once quotation and signature are cut off, the original stands.</summary>
    public static Reading Read(IncomingMail mail)
    {
        var body = BodyOf(mail);
        var parts = QuotedText.Split(body);
        // When nothing is left, the cut was wrong, or the mail is a bare quotation: better too much than nothing.
        var kept = parts.Own.Any(char.IsLetterOrDigit) ? parts : new(body.Trim(), "", "", parts.Forwarded);
        var (text, closing) = CutClosing(kept.Own);
        List<string> sentences = [.. QuestionFinder.Sentences(text)];
        var questions = QuestionFinder.Find(mail.Subject, text, sentences);
        return new()
        {
            Text = text,
            Quoted = kept.Quoted,
            Signature = $"{closing}\n{kept.Signature}".Trim(),
            Forwarded = kept.Forwarded,
            Language = LanguageGuess.Of($"{mail.Subject}\n{text}"),
            Questions = questions,
            Sentences = sentences.ConvertAll(s => new Sentence(s, questions.Any(q => q.Contains(s, StringComparison.Ordinal)))),
            Matter = MatterGuess.Of(mail.Subject, text, questions),
        };
    }

    // An HTML twin is chosen only where the plain part is missing or says nothing, as some newsletters' "view online" does.
    private static string BodyOf(IncomingMail mail)
    {
        if (!string.IsNullOrWhiteSpace(mail.Text)) return mail.Text;
        return string.IsNullOrWhiteSpace(mail.Html) ? "" : HtmlText.Of(mail.Html);
    }

    /// <summary>Cuts the last lines off that only say goodbye: "Merci d'avance", "Cordialement", a name.</summary>
    private static (string Text, string Closing) CutClosing(string text)
    {
        var lines = text.Split('\n');
        for (var i = Math.Max(1, lines.Length - ClosingLines); i < lines.Length; i++)
        {
            if (!Closing().IsMatch(PlainWords.Fold(lines[i]).Trim())) continue;
            var before = string.Join('\n', lines[..i]).Trim();
            var after = string.Join('\n', lines[i..]).Trim();
            // Somebody who goes on after "Merci d'avance" still has something to say.
            if (!before.Any(char.IsLetter) || after.Length > LongestClosing || QuestionFinder.Find("", after).Count > 0) continue;
            return (before, after);
        }

        return (text, "");
    }

    [GeneratedRegex(@"^((en vous remerciant|merci|mille mercis|avec (tous )?mes remerciements|je vous remercie|cordiale?ment|bien (cordialement|a vous|a toi)|sincerement|amicalement|bises|a bientot|belle journee|bonne (journee|soiree|continuation)|dans l'attente|veuillez (agreer|recevoir)|je vous prie d'|thanks|thank you|many thanks|kind regards|regards|cheers|sincerely|yours|cdlt|cdt|bav|salutations)\b.{0,140})$|^best( regards| wishes)?[,.!]?$")]
    private static partial Regex Closing();
}
