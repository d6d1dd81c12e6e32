using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

namespace FaqResponder.Review;

/// <summary>What became of a gesture, or why there was none.</summary>
/// <param name="Result">What was done; <see langword="null"/> when nothing could be.</param>
/// <param name="Wrong">What kept her from it.</param>
internal sealed record DeskResult(GestureResult? Result, Phrase? Wrong = null);

/// <summary>The author at her desk: each gesture is recorded, and teaches the matcher at once.</summary>
internal sealed class Desk(
    LedgerReader ledger, Gestures gestures, PostStore posts, PhrasingStore phrasings, Lessons lessons, AuthorReplies replies, PostShelf shelf, FaqSettings settings, TimeProvider clock)
{
    internal static readonly Phrase OwnWords = new("vos propres mots", "words of your own");

    internal static readonly Phrase NoSmtp = new(
        "Rien n'est parti : aucun serveur d'envoi n'est réglé. Remplissez Smtp:Host dans appsettings.json, puis redémarrez le service ; ce message attend ici.",
        "Nothing was sent: no sending server is set. Fill in Smtp:Host in appsettings.json, then restart the service; this mail waits here.");

    internal static readonly Phrase NobodyToAnswer = new(
        "Rien n'est parti : ce message ne dit pas à qui répondre. Si son texte le dit, écrivez à cette personne depuis votre logiciel de courrier, puis marquez-le ici comme clos.",
        "Nothing was sent: this mail doesn't say whom to answer. If its text does, write to that person from your mail program, then close the mail here.");

    internal static readonly Phrase NotWaiting = new(
        "Rien n'a été fait : ce message n'attend plus. Quelqu'un, ou une autre fenêtre, a été plus rapide.", "Nothing was done: this mail doesn't wait any more. Somebody, or another window, was quicker.");

    private static readonly TimeSpan Morning = TimeSpan.FromHours(8);

    /// <summary>Answers one mail, or each of a group, with posts or words of hers. Posts whose address stands in her words count as sent.</summary>
    /// <param name="moved">The mail, where she said so by moving it.</param>
    /// <param name="order">The gesture of a letter that says so, if one does.</param>
    public DeskResult Answer(IReadOnlyList<long> mails, IReadOnlyList<string> postIds, string? words, string template, MovedMail? moved = null, LetterOrder? order = null)
    {
        if (settings.Smtp is { Server: null, PickupFolder.Length: 0 }) return new(null, NoSmtp);
        var published = posts.Published();
        var chosen = Chosen(published, postIds, words);
        if (chosen is null) return new(null, new("Ce billet n'est plus publié : choisissez-en un autre.", "This post is no longer published: choose another."));
        if (words is null ? chosen.Count == 0 : string.IsNullOrWhiteSpace(words)) return new(null, new("La réponse est vide : choisissez un billet, ou écrivez.", "The reply is empty: choose a post, or write."));
        var answer = new AuthorAnswer(chosen, words) { Template = template };
        var composed = new List<(long MailId, NewReply Reply)>();
        var read = new Dictionary<long, PastMail>();
        foreach (var id in mails.Distinct())
        {
            if (ledger.Show(id) is not { Mail: var mail }) continue;
            var reading = MailReader.Read(mail);
            if (words is not null && replies.IsBlank(mail, reading, words, template)) return new(null, new("Vous n'avez encore rien écrit : choisissez un billet, ou écrivez.", "You have not written anything yet: choose a post, or write."));
            if (replies.Write(mail, reading, answer, settings.ReviewPage.UndoTime) is not { } reply)
                return new(null, NobodyToAnswer);
            composed.Add((id, reply));
            read[id] = PastMail.Of(Name(id), mail.Subject, reading, [.. chosen.Select(p => p.Id)], clock.GetUtcNow());
        }

        var result = gestures.Answer(composed, chosen.Count > 0 ? string.Join(" » + « ", chosen.Select(p => p.Title)) : OwnWords.In(settings.Language), moved, order);
        foreach (var id in result.Moved) shelf.Teach(read[id]);
        return new(result);
    }

    /// <summary>The gesture that the same form has made already: it was sent twice.</summary>
    public Gesture? Repeated(GestureKind kind, IReadOnlyList<long> mails, IReadOnlyList<string> postIds, string? words)
    {
        if (mails.Select(gestures.LastOf).FirstOrDefault(g => g is not null) is not { IsUndone: false } last || last.Kind != kind || !last.Mails.All(mails.Contains)) return null;
        if (kind is not GestureKind.Answer) return last;
        if (ledger.Show(last.Mails[0]) is not { } file || file.Replies.LastOrDefault(r => r.Kind is Core.Replies.ReplyKind.FromAuthor) is not { } reply) return null;
        if (words is null) return reply.PostIds.SequenceEqual(postIds) ? last : null;
        return replies.WordsOf(file, MailReader.Read(file.Mail), reply) is var (sent, _) && AuthorReplies.AreSame(sent, words) ? last : null;
    }

    /// <param name="moved">The mail, where she said so by moving it.</param>
    /// <param name="order">The gesture of a letter that says so, if one does.</param>
    public GestureResult NotAQuestion(IReadOnlyList<long> mails, MovedMail? moved = null, LetterOrder? order = null)
    {
        var result = gestures.NotAQuestion(mails, moved, order);
        foreach (var id in result.Moved)
        {
            if (ledger.Show(id) is { Mail: var mail }) shelf.Teach(PastMail.Of(Name(id), mail.Subject, MailReader.Read(mail), [], clock.GetUtcNow()));
        }

        return result;
    }

    public GestureResult Close(IReadOnlyList<long> mails) => gestures.Close(mails, "");

    /// <summary>Puts mails off until eight in the morning, some days from now.</summary>
    public GestureResult PutOff(IReadOnlyList<long> mails, int days)
    {
        var morning = clock.GetLocalNow().Date.AddDays(days) + Morning;
        return gestures.PutOff(mails, new(morning, clock.LocalTimeZone.GetUtcOffset(morning)));
    }

    public GestureResult Reopen(long mail)
    {
        var result = gestures.Reopen(mail);
        Unteach(result.Moved);
        return result;
    }

    public GestureResult Stop(long mail) => gestures.Stop(mail);

    /// <summary>
    /// An automatic answer was wrong: besides what <see cref="Gestures.Wrong"/> does, the phrasing and the past mails by which the post was found are taken back.
    /// </summary>
    public GestureResult Wrong(long mail)
    {
        var file = ledger.Show(mail);
        var result = gestures.Wrong(mail);
        if (result.Moved.Count == 0 || file is null) return result;
        var sent = file.Replies.Last(r => r.Kind is Core.Replies.ReplyKind.Automatic).PostIds;
        List<Suggestion> found = [.. file.Suggestions.Where(s => sent.Contains(s.PostId))];
        gestures.NoteUnlearned(result.Id, [.. found.Select(RemovePhrasing).OfType<string>().Distinct()], [.. found.SelectMany(ForgetMails).Distinct()]);
        shelf.Forget();
        shelf.Put(posts.Published());
        return result;
    }

    public GestureResult? Undo(long gesture)
    {
        var result = gestures.Undo(gesture);
        Unteach(result?.Moved ?? []);
        return result;
    }

    private void Unteach(IReadOnlyList<long> mails)
    {
        foreach (var id in mails) shelf.Unteach(Name(id));
    }

    private List<long> ForgetMails(Suggestion suggestion)
    {
        List<long> mails = [.. suggestion.Explanation.LearnedFrom.Select(m => long.Parse(m, CultureInfo.InvariantCulture))];
        foreach (var mail in mails) lessons.Forget(mail, suggestion.PostId);
        return mails;
    }

    // A title leads where it leads: it can't be taken back.
    private string? RemovePhrasing(Suggestion suggestion)
    {
        if (suggestion.Explanation.ClosestPhrasing is not { } closest || posts.Find(suggestion.PostId) is not { } post || !post.Post.Phrasings.Contains(closest)) return null;
        phrasings.Remove(post.Post.Id, post.OwnPhrasings, closest);
        return closest;
    }

    // The chosen ones, and those that she put in by their address; what she took out again was not sent.
    private static IReadOnlyList<Post>? Chosen(IReadOnlyList<Post> published, IReadOnlyList<string> ids, string? words)
    {
        var byId = published.ToDictionary(p => p.Id);
        if (words is null) return ids.All(byId.ContainsKey) ? [.. ids.Distinct().Select(id => byId[id])] : null;
        return PostLinks.In(words, published);
    }

    private static string Name(long id) => id.ToString(CultureInfo.InvariantCulture);
}
