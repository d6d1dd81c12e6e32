using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Mailbox;
using FaqResponder.Replies;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Review;

/// <summary>What the author answers.</summary>
/// <param name="Posts">The posts, in their order.</param>
/// <param name="Words">The reply as she left it in the editor; <see langword="null"/> for the posts in the frame of the template.</param>
internal sealed record AuthorAnswer(IReadOnlyList<Post> Posts, string? Words = null)
{
    /// <summary>The frame: <see cref="ReplyComposer.Draft"/> or <see cref="ReplyComposer.Apology"/>.</summary>
    public string Template { get; init; } = ReplyComposer.Draft;
}

/// <summary>Composes the author's own replies, wherever she gives them: on her page or by the command line.</summary>
internal sealed class AuthorReplies(ReplyComposer composer, PostStore posts, FaqSettings settings)
{
    /// <summary>What stands in the editor to begin with: the reply with these posts, or a letter with nothing in it yet.</summary>
    public string Words(IncomingMail mail, Reading reading, AuthorAnswer answer) =>
        composer.Words(mail, reading, answer.Posts, answer.Posts.Count == 0 && answer.Template is ReplyComposer.Draft ? ReplyComposer.Blank : answer.Template);

    /// <summary>Whether there is nothing in it but what stood there to begin with.</summary>
    public bool IsBlank(IncomingMail mail, Reading reading, string words, string template) => Plain(words) == Plain(Words(mail, reading, new([]) { Template = template }));

    /// <summary>A reply that was recorded, as it stood in the editor, and whether its words are hers; <see langword="null"/> when its text was erased.</summary>
    public (string Words, bool AreHers)? WordsOf(LedgerFile file, Reading reading, OutboxEntry reply)
    {
        if (SentMime.Read(reply.Mime) is not { } sent) return null;
        var published = posts.Published().ToDictionary(p => p.Id);
        var answer = new AuthorAnswer([.. reply.PostIds.Where(published.ContainsKey).Select(id => published[id])])
        {
            Template = file.WaitsFor?.Because is Because.WrongAnswer ? ReplyComposer.Apology : ReplyComposer.Draft,
        };
        // Those that went out in the template quote the mail where the template wants it.
        return answer.Posts.Count > 0 && Compose(file.Mail, reading, answer) is { } made && AreSame(made.Text, sent.Text)
            ? (Words(file.Mail, reading, answer), false) : (composer.WordsOf(file.Mail, reading, sent.Text), true);
    }

    /// <summary>A post as it is put into a reply.</summary>
    public string Inserted(IncomingMail mail, Reading reading, Post post) => composer.Words(mail, reading, [post], ReplyComposer.Inserted);

    /// <summary>The reply; <see langword="null"/> when the mail doesn't say whom to answer.</summary>
    public Reply? Compose(IncomingMail mail, Reading reading, AuthorAnswer answer)
    {
        var messageId = MimeWriter.NewMessageId(settings.Author.Address);
        // Words that she left as they were go out in the template, links and all.
        return answer.Words is { } words && (answer.Posts.Count == 0 || Plain(words) != Plain(Words(mail, reading, answer)))
            ? composer.ComposeFree(mail, reading, words, messageId)
            : composer.Compose(mail, reading, answer.Posts, ReplyKind.FromAuthor, messageId, answer.Template);
    }

    /// <summary>The same, ready to be recorded.</summary>
    public NewReply? Write(IncomingMail mail, Reading reading, AuthorAnswer answer, TimeSpan holdFor = default) =>
        Compose(mail, reading, answer) is { } reply
            ? new(ReplyKind.FromAuthor, reply.MessageId, reply.ToAddress, reply.Subject, MimeWriter.Write(reply), [.. answer.Posts.Select(p => p.Id).Distinct()]) { HoldFor = holdFor }
            : null;

    /// <summary>Whether two texts of the editor say the same: a browser sends CR LF, and trims nothing.</summary>
    public static bool AreSame(string one, string other) => Plain(one) == Plain(other);

    private static string Plain(string words) => string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
