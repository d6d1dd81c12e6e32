using System.Security.Cryptography;

using FaqResponder.Core;
using FaqResponder.Core.Letters;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Letters;

/// <summary>A letter, ready to be written as a mail.</summary>
internal sealed record ComposedLetter(string Subject, string Text, string Html, IReadOnlyList<OfferedGesture> Gestures);

/// <summary>Puts news into words, in the author's language. What askers wrote stands in it as text, on one line, and bounded.</summary>
internal sealed class LetterComposer(Templates templates, FaqSettings settings, TimeProvider clock)
{
    private const int LongestQuestion = 300;
    private const int LongestName = 60;
    private const int LongestTitle = 60;
    private const int MostLines = 20;

    /// <param name="isReal">Whether its gestures are to work; a letter that is only looked at offers none that do.</param>
    public ComposedLetter Compose(News news, bool isReal)
    {
        var gestures = new List<OfferedGesture>();
        var values = new Dictionary<string, object>
        {
            ["opening"] = Opening(news),
            ["troubles"] = Lines(news.Troubles.Select(Say)),
            ["waiting"] = news.Waiting.Select(m => (object)Mail(m, gestures, isReal)).ToList(),
            ["more"] = news.AllWaiting > news.Waiting.Count ? Say($"Et {news.AllWaiting - news.Waiting.Count} de plus, arrivés avant ceux-ci.", $"And {news.AllWaiting - news.Waiting.Count} more that arrived before these.") : "",
            ["answered"] = Lines(news.Answered.Select(a => Say($"{Who(a.Asker, a.AskerName)} : « {Titles(a)} »", $"{Who(a.Asker, a.AskerName)}: “{Titles(a)}”"))),
            ["held"] = news.Held.Count > 0 ? Say($"Prêtes à partir dans les minutes qui viennent : {news.Held.Count}.", $"About to go out within minutes: {news.Held.Count}.") : "",
            ["learned"] = Lines([.. news.Permissions.Select(Say), .. news.Taught.Select(Learned)]),
            ["gaps"] = Lines(news.Gaps.Select(g => Say($"« {Question(g.Head.Question)} » ({g.People} personnes)", $"“{Question(g.Head.Question)}” ({g.People} people)"))),
            ["page"] = Page("") ?? "",
            ["until"] = Say($"{clock.GetLocalNow() + settings.Letter.GesturesFor:dd/MM/yyyy}", $"{clock.GetLocalNow() + settings.Letter.GesturesFor:yyyy-MM-dd}"),
        };
        return new(
            Subject(news), templates.Render(Templates.NameOf(settings.Language, "letter", "txt"), values),
            templates.Render(Templates.NameOf(settings.Language, "letter", "html"), ReplyComposer.Encoded(values)), gestures);
    }

    private Dictionary<string, object> Mail(LetterMail mail, List<OfferedGesture> gestures, bool isReal)
    {
        var entry = mail.Mail;
        var values = new Dictionary<string, object>
        {
            ["asker"] = Who(entry.Asker, entry.AskerName),
            ["when"] = Say($"{Local(entry.ArrivedAt):dd/MM à HH:mm}", $"{Local(entry.ArrivedAt):yyyy-MM-dd HH:mm}"),
            ["question"] = Question(entry.Asked.Split('\n').FirstOrDefault(a => a.Length > 0) ?? entry.Subject),
            ["why"] = Visible.Line(Say(entry.Reason.Words)),
            ["link"] = Page($"mail/{entry.Id}") ?? "",
        };
        foreach (var (kind, post) in mail.Offers)
        {
            var token = isReal ? GestureToken.Write(RandomNumberGenerator.GetBytes(GestureToken.Bytes)) : "…";
            if (isReal) gestures.Add(new(GestureToken.DigestOf(token), entry.Id, kind, post));
            if (kind is LetterGesture.NotAQuestion) values["dismiss"] = Link(Say($"pas une question ({entry.Id})", $"not a question ({entry.Id})"), token);
            else
            {
                var (title, sure) = (Visible.Line(entry.Suggestion!.Value.Title, LongestTitle), Sureness.Of(entry.Suggestion.Value.Confidence, settings.Answering.Thresholds).Word);
                values["post"] = title;
                values["sureness"] = Say(sure);
                values["answer"] = Link(Say($"répondre avec « {title} »", $"answer with “{title}”"), token);
            }
        }

        return values;
    }

    // A mail program shows what it is about to send: the words say what it does, the token that it is hers to do.
    private string Link(string what, string token)
    {
        var body = Say("Envoyez ce message tel quel : rien d'autre à écrire.", "Send this mail as it is: there is nothing to write.");
        return $"mailto:{Uri.EscapeDataString(settings.Author.Address).Replace("%40", "@", StringComparison.Ordinal)}?subject={Uri.EscapeDataString($"FaqResponder : {what} {token}")}&body={Uri.EscapeDataString(body)}";
    }

    // Only an address that other machines may know leads anywhere from her telephone.
    private string? Page(string path) => settings.ReviewPage is { Listen: not null, PublicAddress: { } address } ? $"{new Uri(address, path)}" : null;

    private string Opening(News news)
    {
        var arrived = news.Figures.Outcomes.Values.Sum();
        var (machine, hers) = (news.Figures.Outcomes.GetValueOrDefault(MailOutcome.Machine), news.Figures.Outcomes.GetValueOrDefault(MailOutcome.Gesture) + news.Figures.Outcomes.GetValueOrDefault(MailOutcome.MailProgram));
        return Say(
            $"Depuis le {Local(news.Time.Since):dd/MM à HH:mm} — messages arrivés : {arrived} ; répondus tout seuls : {machine} ; répondus par vous : {hers}. En attente : {news.AllWaiting}.",
            $"Since {Local(news.Time.Since):yyyy-MM-dd HH:mm}, mails that arrived: {arrived}; answered by themselves: {machine}; answered by you: {hers}. Waiting: {news.AllWaiting}.");
    }

    private string Subject(News news) => news.AllWaiting switch
    {
        0 => Say("Votre courrier : rien ne vous attend", "Your mail: nothing waits for you"),
        1 => Say("Votre courrier : un message vous attend", "Your mail: one mail waits for you"),
        var many => Say($"Votre courrier : {many} messages vous attendent", $"Your mail: {many} mails wait for you"),
    };

    private string Learned(TaughtWords taught) => taught.Title is { } title
        ? Say($"« {Question(taught.Words)} » : c'est « {Visible.Line(title)} »", $"“{Question(taught.Words)}”: it is “{Visible.Line(title)}”")
        : Say($"« {Question(taught.Words)} » : pas une question", $"“{Question(taught.Words)}”: not a question");

    private List<object> Lines(IEnumerable<string> lines)
    {
        var all = lines.ToList();
        List<string> shown = [.. all.Take(MostLines)];
        if (all.Count > MostLines) shown.Add(Say($"et {all.Count - MostLines} de plus", $"and {all.Count - MostLines} more"));
        return [.. shown.Select(l => (object)new Dictionary<string, object> { ["line"] = l })];
    }

    private static string Titles(AutomaticAnswerEntry answer) => Visible.Line(string.Join(" » + « ", answer.Posts.Select(p => p.Title)));

    private static string Question(string words) => Visible.Line(words, LongestQuestion);

    private static string Who(string address, string name) => Visible.Line(name.Trim().Length > 0 ? name : address, LongestName);

    private DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, clock.LocalTimeZone);

    private string Say(string french, string english) => Say(new Phrase(french, english));

    private string Say(Phrase phrase) => phrase.In(settings.Language);
}
