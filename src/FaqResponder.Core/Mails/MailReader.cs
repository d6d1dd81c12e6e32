using System.Text.RegularExpressions;

namespace FaqResponder.Core.Mails;

/// <summary>Reads a mail as a person would: the writer's own words first, and what they ask.</summary>
public static partial class MailReader
{
    private const int SpeaksForItself = 20;

    /// <summary>Reads one mail. If nothing is left once quotation and signature are cut off, the original stands.</summary>
    public static Reading Read(IncomingMail mail)
    {
        var body = BodyOf(mail);
        var parts = QuotedText.Split(body, mail.Subject);
        // When nothing is left, the cut was wrong, or the mail is a bare quotation: better too much than nothing.
        var left = parts.Own.Any(char.IsLetterOrDigit);
        var kept = left ? parts : new(body.Trim(), "", "", "");
        var (note, closing) = left ? Courtesies.CutClosing(Courtesies.CutGreeting(kept.Note), NameOf(mail.Asker)) : (kept.Note, "");
        var text = $"{note}\n\n{kept.Passed}".Trim();
        // What a mail passed on asks was asked by somebody else; it counts where the writer asks nothing.
        var asked = kept.Forwarded ? QuestionFinder.Find("", note) : [];
        // "Est-ce sérieux ?" asks about the mail below; a note that says more speaks for itself.
        List<string> sentences = [.. QuestionFinder.Sentences(asked.Count > 0 && WordsOf(note) >= SpeaksForItself ? note : text)];
        var questions = asked.Count > 0 ? asked : QuestionFinder.Find(mail.Subject, text, sentences);
        return new()
        {
            Text = text,
            Quoted = kept.Quoted,
            Signature = $"{closing}\n{kept.Signature}".Trim(),
            Forwarded = kept.Forwarded,
            Language = LanguageGuess.Of($"{mail.Subject}\n{text}"),
            Questions = questions,
            Sentences = Marked(sentences, questions),
            Matter = MatterGuess.Of(mail.Subject, asked.Count > 0 ? kept.Note : kept.Own, questions),
        };
    }

    /// <summary>What the writer wrote, greeting and closing included, without the mail that is answered or passed on.</summary>
    public static string OwnWords(IncomingMail mail) => QuotedText.Split(BodyOf(mail), mail.Subject).Note;

    /// <summary>The same of the HTML part, with the addresses of its links, which the plain part may leave out; empty where there is none.</summary>
    public static string OwnWordsOfHtml(IncomingMail mail) => string.IsNullOrWhiteSpace(mail.Html) ? "" : QuotedText.Split(HtmlText.Of(mail.Html, withAddresses: true), mail.Subject).Note;

    // An HTML twin is chosen only where the plain part is missing or says nothing, as some newsletters' "view online" does.
    private static string BodyOf(IncomingMail mail)
    {
        if (!string.IsNullOrWhiteSpace(mail.Text)) return mail.Text;
        return string.IsNullOrWhiteSpace(mail.Html) ? "" : HtmlText.Of(mail.Html);
    }

    private static int WordsOf(string text) => text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).Length;

    private static List<Sentence> Marked(List<string> sentences, IReadOnlyList<string> questions)
    {
        var asked = new HashSet<string>(questions);
        // A single question may be made of two sentences.
        return sentences.ConvertAll(s => new Sentence(s, asked.Contains(s) || (questions.Count == 1 && questions[0].Contains(s, StringComparison.Ordinal))));
    }

    /// <summary>The words that a writer may sign with.</summary>
    internal static HashSet<string> NameOf(MailAddress? writer) =>
        writer is null ? [] : [.. Words().Matches(PlainWords.Fold(writer.Name.Length > 0 ? writer.Name : writer.LocalPart)).Select(w => w.Value)];

    [GeneratedRegex("[a-z]+")]
    private static partial Regex Words();
}
