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

    /// <summary>The reply as the program made it last: what differs from it is hers.</summary>
    [BindProperty]
    public string? Begun { get; set; }

    /// <summary>The frame of the reply.</summary>
    [BindProperty]
    public string? Template { get; set => field = value is ReplyComposer.Apology ? ReplyComposer.Apology : ReplyComposer.Draft; } = ReplyComposer.Draft;

    /// <summary>The order in which she goes through the tray: "new" for the newest first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }

    /// <summary>The mail that is shown, or that stands for the group.</summary>
    public MailOnDesk Mail { get; protected set; } = null!;

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    /// <summary>The mails that a gesture is about.</summary>
    protected abstract IReadOnlyList<long> Addressed { get; }

    /// <summary>What the addresses on the page keep of its own.</summary>
    public virtual string Kept => Order == "new" ? "&order=new" : "";

    public string To => Mail.File.Mail is var mail && Core.Replies.ReplyHeaders.Recipient(mail, Core.Replies.ReplyKind.FromAuthor) is { } to ? to.Name.Length > 0 ? $"{to.Name} <{to.Address}>" : to.Address : "";

    /// <summary>A post as it is put into the reply.</summary>
    public string Inserted(Post post) => Part<AuthorReplies>().Inserted(Mail.File.Mail, Mail.Reading, post);

    public IActionResult OnPostSend() => Answer([], Words ?? "");

    /// <summary>Sends one post as it is. What she has written is not thrown away for it unless she says so twice.</summary>
    public IActionResult OnPostSendPost()
    {
        if (!IsChanged) return Answer(Post is { } post ? [post] : [], null);
        Begun = Words;
        return Refused(new(
            "Rien n'est parti : vous avez écrit dans la réponse, et ce texte serait perdu. « Insérer dans ma réponse » y met le billet ; pour envoyer le billet seul, appuyez encore une fois.",
            "Nothing was sent: you wrote in the reply, and that text would be lost. “Insert into my reply” puts the post there; to send the post alone, press once more."));
    }

    public IActionResult OnPostNotAQuestion() => Do(GestureKind.NotAQuestion, () => Desk.NotAQuestion(Addressed));

    public IActionResult OnPostClose() => Do(GestureKind.Close, () => Desk.Close(Addressed));

    /// <param name="days">For how many days it is put off.</param>
    public IActionResult OnPostLater(int days) => Do(GestureKind.PutOff, () => Desk.PutOff(Addressed, Math.Clamp(days, 1, 31)));

    /// <summary>Puts the ticked posts together into one reply; into hers, where she has begun one.</summary>
    public IActionResult OnPostCompose()
    {
        if (!Load()) return Gone();
        List<Post> chosen = [.. Mail.Matches.Select(m => m.Post).Where(p => Posts.Contains(p.Id))];
        if (IsChanged) Words = chosen.Except(PostLinks.In(Words ?? "", chosen)).Aggregate(Words ?? "", (words, post) => Joined(words, Inserted(post)));
        else Begun = Words = WordsWith(chosen);
        return Show();
    }

    /// <summary>Puts a post into the reply, above the signature, for a browser without script.</summary>
    public IActionResult OnPostInsert()
    {
        if (!Load()) return Gone();
        if (Mail.Matches.FirstOrDefault(m => m.Post.Id == Post)?.Post is { } post) Words = Joined(Words ?? "", Inserted(post));
        return Show();
    }

    /// <summary>Reads what the page shows; <see langword="false"/> when there is none.</summary>
    protected abstract bool Load();

    /// <summary>What is shown when there is nothing to read any more.</summary>
    protected abstract IActionResult Gone();

    /// <summary>Where she goes on.</summary>
    protected abstract string Next();

    /// <summary>Whether she has written anything herself.</summary>
    private bool IsChanged => Words is { } words && Begun is { } begun && !AuthorReplies.AreSame(words, begun);

    protected string WordsWith(IReadOnlyList<Post> posts) => Part<AuthorReplies>().Words(Mail.File.Mail, Mail.Reading, new(posts) { Template = Template! });

    /// <summary>The page as it is sent: the words in the form are those that were just made, not those that came in.</summary>
    protected IActionResult Show()
    {
        ModelState.Clear();
        return Page();
    }

    private IActionResult Answer(IReadOnlyList<string> posts, string? words)
    {
        if (IsSecondClick) return Refused(SecondClick);
        var answered = Desk.Answer(Addressed, posts, words, Template!);
        return answered.Result is { } result ? Done(GestureKind.Answer, result, posts, words) : Refused(answered.Wrong!);
    }

    private IActionResult Do(GestureKind kind, Func<GestureResult> gesture)
    {
        if (IsSecondClick) return Refused(SecondClick);
        if (!IsChanged) return Done(kind, gesture(), [], null);
        Begun = Words;
        return Refused(new("Rien n'a été fait : vous avez écrit dans la réponse, et ce texte serait perdu. Si c'est voulu, appuyez encore une fois.", "Nothing was done: you wrote in the reply, and that text would be lost. If you mean it, press once more."));
    }

    private IActionResult Done(GestureKind kind, GestureResult done, IReadOnlyList<string> posts, string? words)
    {
        if (Addressed.Count == 0) return Refused(new("Rien n'a été fait : cochez au moins un message.", "Nothing was done: tick at least one mail."));
        var (id, more) = (done.Id, done.Stale.Count > 0 ? $"&left={done.Stale.Count}" : "");
        if (done.Moved.Count == 0)
        {
            if (Desk.Repeated(kind, Addressed, posts, words) is not { } before) return Refused(Desk.NotWaiting);
            (id, more) = (before.Id, "&again=1");
        }

        var next = Next();
        return Redirect($"{next}{(next.Contains('?', StringComparison.Ordinal) ? '&' : '?')}did={id}{more}");
    }

    private IActionResult Refused(Phrase why)
    {
        Tell(why);
        return Load() ? Show() : Gone();
    }

    private static string Joined(string words, string inserted)
    {
        words = words.ReplaceLineEndings("\n").TrimEnd();
        // Before the last lines, which are most likely the signature.
        var end = words.LastIndexOf("\n\n", StringComparison.Ordinal);
        return end < 0 ? $"{words}\n\n{inserted}" : $"{words[..end].TrimEnd()}\n\n{inserted}\n\n{words[end..].TrimStart()}";
    }
}
