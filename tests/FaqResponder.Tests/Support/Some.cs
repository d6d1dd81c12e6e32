using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Core.Matching;
using FaqResponder.Core.Posts;
using FaqResponder.Core.Replies;
using FaqResponder.Core.Screening;
using FaqResponder.Settings;
using FaqResponder.Storage;

namespace FaqResponder.Support;

/// <summary>Valid things of which only the part that matters is named.</summary>
internal static class Some
{
    public static IncomingMail Mail(string subject = "Question", string text = "Faut-il un diplôme ?", string from = "lea@client.test", string? messageId = null) => new()
    {
        From = [new("Léa", from)],
        Subject = subject,
        Text = text,
        MessageId = messageId ?? $"{subject}@client.test",
        ArrivedAt = DateTimeOffset.UnixEpoch.AddYears(50),
    };

    public static Post Post(string id = "p", string title = "Titre", string text = "Texte.", params string[] phrasings) => new()
    {
        Id = id,
        Title = title,
        Url = $"https://blog.example.test/{id}",
        Text = text,
        Phrasings = phrasings,
    };

    public static FaqSettings Settings(string folder, Mode mode) => new()
    {
        Language = Core.Language.French,
        Mode = mode,
        DataFolder = folder,
        Author = new("Sylvie", "sylvie@example.test", [], ""),
        Mailbox = new() { Kind = MailboxKind.Imap },
        Smtp = new(),
        Posts = new(),
        Answering = new() { Thresholds = new(0.9, 0.4) },
        TemplatesFolder = folder,
    };

    /// <summary>What the author set who trusts everybody.</summary>
    public static ScreeningPolicy Policy(long maxSize) =>
        new() { Own = new(["sylvie@example.test"]), FreshSince = DateTimeOffset.MinValue, MaxSize = maxSize, AnswerUnauthenticated = true };

    public static NewReply Reply(ReplyKind kind = ReplyKind.Automatic, string messageId = "r1@example.test", params string[] posts) =>
        new(kind, messageId, "lea@client.test", "Auto: Question", "Subject: x\r\n\r\ny"u8.ToArray(), posts);

    public static RecordedDecision Answered(NewReply reply) => new(
        new Decision.Answer([new Match(Post(), 0.9, new Explanation("?", [], [], null, null))], new(Because.Sure, "Titre", "0.90")), [], reply, "fr");

    public static RecordedDecision Waiting(NewReply? draft = null) => new(new Decision.AskTheAuthor([], new(Because.NothingClose)), [], draft, "fr");
}
