using System.Text.RegularExpressions;

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
internal sealed partial class AuthorReplies(ReplyComposer composer, FaqSettings settings)
{
    /// <summary>What stands in the editor to begin with: the reply with these posts, or a letter with nothing in it yet.</summary>
    public string Words(IncomingMail mail, Reading reading, AuthorAnswer answer) =>
        composer.Words(mail, reading, answer.Posts, answer.Posts.Count == 0 && answer.Template is ReplyComposer.Draft ? ReplyComposer.Blank : answer.Template);

    /// <summary>The posts that stand in a reply by their address, in their order: those count as sent.</summary>
    public static IReadOnlyList<Post> PostsIn(string words, IReadOnlyList<Post> published)
    {
        var addresses = Addresses().Matches(words).Select(m => m.Value).ToHashSet();
        return [.. published.Where(p => addresses.Contains(p.Url)).OrderBy(p => words.IndexOf(p.Url, StringComparison.Ordinal))];
    }

    /// <summary>Whether there is nothing in it but what stood there to begin with.</summary>
    public bool IsBlank(IncomingMail mail, Reading reading, string words) => Plain(words) == Plain(Words(mail, reading, new([])));

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

    [GeneratedRegex(@"https?://\S*[^\s.,;:!?)»""]")]
    private static partial Regex Addresses();

    // A browser sends CR LF, and trims nothing.
    private static string Plain(string words) => string.Join('\n', words.ReplaceLineEndings("\n").Split('\n').Select(line => line.TrimEnd())).Trim();
}
