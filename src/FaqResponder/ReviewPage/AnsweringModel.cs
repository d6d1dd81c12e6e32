using FaqResponder.Core;
using FaqResponder.Core.Deciding;
using FaqResponder.Core.Posts;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage;

/// <summary>A page on which the author answers: one mail, or a group of them.</summary>
internal abstract class AnsweringModel : ReviewModel
{
    /// <summary>The reply as it stands in the editor.</summary>
    [BindProperty]
    public string? Words { get; set; }

    /// <summary>The posts that are ticked, to be put together into one reply.</summary>
    [BindProperty]
    public List<string> Posts { get; set; } = [];

    /// <summary>The post of the button that was pressed.</summary>
    [BindProperty]
    public string? Post { get; set; }

    /// <summary>The frame of the reply.</summary>
    [BindProperty]
    public string Template { get; set; } = ReplyComposer.Draft;

    /// <summary>The order in which she goes through the tray: "new" for the newest first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }

    /// <summary>The mail that is shown, or that stands for the group.</summary>
    public MailOnDesk Mail { get; protected set; } = null!;

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    /// <summary>The mails that a gesture is about.</summary>
    protected abstract IReadOnlyList<long> Addressed { get; }

    public string To => Mail.File.Mail is var mail && Core.Replies.ReplyHeaders.Recipient(mail, Core.Replies.ReplyKind.FromAuthor) is { } to ? to.Name.Length > 0 ? $"{to.Name} <{to.Address}>" : to.Address : "";

    /// <summary>A post as it is put into the reply.</summary>
    public string Inserted(Post post) => Part<AuthorReplies>().Inserted(Mail.File.Mail, Mail.Reading, post);

    public IActionResult OnPostSend() => Answer([], Words ?? "");

    public IActionResult OnPostSendPost() => Answer(Post is { } post ? [post] : [], null);

    public IActionResult OnPostNotAQuestion() => Done(Desk.NotAQuestion(Addressed));

    public IActionResult OnPostClose() => Done(Desk.Close(Addressed));

    /// <param name="days">For how many days it is put off.</param>
    public IActionResult OnPostLater(int days) => Done(Desk.PutOff(Addressed, Math.Clamp(days, 1, 31)));

    /// <summary>Puts the ticked posts together into one reply.</summary>
    public IActionResult OnPostCompose()
    {
        if (!Load()) return NotFound();
        Words = WordsWith([.. Mail.Matches.Select(m => m.Post).Where(p => Posts.Contains(p.Id))]);
        return Show();
    }

    /// <summary>Puts a post into the reply, above the signature, for a browser without script.</summary>
    public IActionResult OnPostInsert()
    {
        if (!Load()) return NotFound();
        if (Mail.Matches.FirstOrDefault(m => m.Post.Id == Post)?.Post is { } post) Words = Joined(Words ?? "", Inserted(post));
        return Show();
    }

    /// <summary>Reads what the page shows; <see langword="false"/> when there is none.</summary>
    protected abstract bool Load();

    /// <summary>Where she goes on.</summary>
    protected abstract string Next(GestureResult done);

    protected string WordsWith(IReadOnlyList<Post> posts) => Part<AuthorReplies>().Words(Mail.File.Mail, Mail.Reading, new(posts) { Template = Template });

    /// <summary>The page as it is sent: the words in the form are those that were just made, not those that came in.</summary>
    protected IActionResult Show()
    {
        ModelState.Clear();
        return Page();
    }

    private IActionResult Answer(IReadOnlyList<string> posts, string? words)
    {
        if (Template is not (ReplyComposer.Draft or ReplyComposer.Apology)) return BadRequest();
        var answered = Desk.Answer(Addressed, posts, words, Template);
        return answered.Result is { } result ? Done(result) : Refused(answered.Wrong!);
    }

    private IActionResult Done(GestureResult done)
    {
        if (Addressed.Count == 0) return Refused(new("Rien n'a été fait : cochez au moins un message.", "Nothing was done: tick at least one mail."));
        if (done.Moved.Count == 0) return Refused(Desk.NotWaiting);
        var next = Next(done);
        return Redirect($"{next}{(next.Contains('?', StringComparison.Ordinal) ? '&' : '?')}did={done.Id}{(done.Stale.Count > 0 ? $"&left={done.Stale.Count}" : "")}");
    }

    private IActionResult Refused(Phrase why)
    {
        if (!Load()) return NotFound();
        Tell(why);
        return Show();
    }

    private static string Joined(string words, string inserted)
    {
        words = words.ReplaceLineEndings("\n").TrimEnd();
        // Before the last lines, which are most likely the signature.
        var end = words.LastIndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? $"{words}\n\n{inserted}" : $"{words[..end].TrimEnd()}\n\n{inserted}\n\n{words[end..].TrimStart()}";
    }
}
