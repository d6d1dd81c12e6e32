using FaqResponder.Core.Advising;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Feeds;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>The beginning of a post that fills a gap.</summary>
/// <param name="Gap">The gap.</param>
/// <param name="Post">The post.</param>
/// <param name="LeftOut">How many sentences of askers were left out because they are personal, or no question by themselves.</param>
internal sealed record GapDraft(Gap Gap, PostSkeleton Post, int LeftOut)
{
    /// <summary>The mail whose answer is the text; <see langword="null"/> when there is none.</summary>
    public long? AnswerTo { get; init; }

    /// <summary>How many sentences of that answer were left out because they name somebody or tell how to reach somebody.</summary>
    public int LeftOutOfAnswer { get; init; }

    /// <summary>The name of its file.</summary>
    /// <param name="language">The author's language.</param>
    public string FileName(Core.Language language) => Post.FileName(new Core.Phrase($"billet-{Gap.Id}", $"post-{Gap.Id}").In(language));
}

/// <summary>Writes the beginning of the post that a gap asks for: the askers' phrasings, and what the author has answered already.</summary>
internal sealed class GapDrafts(LedgerReader ledger, AuthorReplies replies, FaqSettings settings)
{
    private const int MostMails = 100;
    private const int MostQuestions = 12;
    private const int LongestTitle = 100;

    private sealed record Member(long Id, Reading Reading, IReadOnlyList<MailAddress> People, IReadOnlyList<string> Answers);

    public GapDraft Of(Gap gap)
    {
        List<Member> members = [.. gap.Mails.OrderByDescending(m => m == gap.Head).Take(MostMails).Select(m => ledger.Show(m.Id)).OfType<LedgerFile>().Select(Read)];
        var asked = members.ConvertAll(m => PublicWords.Phrasing(Closest(m.Reading.Asked, gap.Head.Question), m.People));
        List<string> questions = [.. asked.OfType<string>().DistinctBy(Key).Take(MostQuestions)];
        var title = (asked is [{ } head, ..] ? head : questions.FirstOrDefault()) ?? "";
        var (answerTo, text, leftOut) = Best(members, gap.Head.Id);
        var post = new PostSkeleton(title.Length <= LongestTitle ? title : Excerpt.Of(title, LongestTitle - 1).TrimEnd() + "…", gap.Head.Language ?? settings.Language, questions, text);
        return new(gap, post, asked.Count(a => a is null)) { AnswerTo = answerTo, LeftOutOfAnswer = leftOut };
    }

    private Member Read(LedgerFile file)
    {
        var reading = file.Mail.Unreadable is null ? MailReader.Read(file.Mail) : new Reading { Text = "" };
        List<MailAddress> people = [.. file.Mail.From, .. file.Mail.ReplyTo, new(file.Entry.AskerName, file.Entry.Asker)];
        var sent = file.Replies.Where(r => r is { Kind: ReplyKind.FromAuthor, Step: OutboxStep.Done, PostIds.Count: 0 }).Select(r => replies.WordsOf(file, reading, r)?.Words).OfType<string>();
        return new(file.Entry.Id, reading, people, [.. sent, .. file.OwnReplies.Where(r => r.Posts.Count == 0).Select(r => r.Words)]);
    }

    /// <summary>
    /// Her most complete answer: the longest once greeting and goodbye are gone. The one to the mail that stands for all is preferred unless another is more than twice as long.
    /// </summary>
    private (long? To, string Text, int LeftOut) Best(List<Member> members, long head)
    {
        var best = members.SelectMany(m => m.Answers.Select(a => (m.Id, Answer: PublicWords.Answer(a, m.People, settings.Author.Name, settings.Author.Signature))))
            .Where(a => a.Answer.Text.Length > 0)
            .OrderByDescending(a => a.Id == head ? 2 * a.Answer.Text.Length : a.Answer.Text.Length).ThenByDescending(a => a.Id).FirstOrDefault();
        return best.Answer.Text is { } text ? (best.Id, text, best.Answer.LeftOut) : (null, "", 0);
    }

    // A mail may ask other things as well.
    private static string Closest(IReadOnlyList<string> asked, string question)
    {
        var words = WordsOf(question);
        return asked.MaxBy(a => WordsOf(a) is var others && others.Count > 0 ? (double)others.Count(words.Contains) / others.Union(words).Count() : 0) ?? "";
    }

    private static HashSet<string> WordsOf(string text) => [.. PhrasingText.Key(text).Split([' ', '\'', ',', '.', '?', '!', '-'], StringSplitOptions.RemoveEmptyEntries)];

    // "Faut-il un diplôme ?" and "faut il un diplome?" are the same question.
    private static string Key(string phrasing) => string.Concat(PlainWords.Fold(phrasing).Where(char.IsLetterOrDigit));
}
