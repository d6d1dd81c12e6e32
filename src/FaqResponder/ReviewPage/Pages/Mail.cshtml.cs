using FaqResponder.Core.Ledger;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>One mail: what it says, what may answer it, and the reply.</summary>
internal sealed class MailModel : AnsweringModel
{
    private const int MostOthers = 10;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    public bool Waits => Mail.File.Entry.State is MailState.Waiting;

    /// <summary>Other mails of the same asker, the newest first.</summary>
    public IReadOnlyList<LedgerEntry> Others { get; private set; } = [];

    /// <summary>The mails that ask the same; <see langword="null"/> when none does.</summary>
    public TrayGroup? Group { get; private set; }

    /// <summary>The gesture that answered it, as long as the reply has not gone out; <see langword="null"/> when there is nothing to undo.</summary>
    public Gesture? Undoable { get; private set; }

    /// <summary>The addresses of the waiting mails before and after this one, in the order of the tray.</summary>
    public (string? Before, string? After) Beside { get; private set; }

    /// <summary>Whether it is the subject that asks.</summary>
    public bool SubjectAsks => Mail.File.Entry.Subject is { Length: > 0 } subject && Mail.Reading.Questions.Contains(subject.Trim());

    protected override IReadOnlyList<long> Addressed => [Id];

    public IActionResult OnGet()
    {
        if (!Load()) return NotFound();
        if (Mail.OwesApology) Template = ReplyComposer.Apology;
        Begun = WordsWith(Mail.Ready);
        Words = Mail.TakenBack ?? Begun;
        Posts = [.. Mail.Ready.Select(p => p.Id)];
        return Page();
    }

    public IActionResult OnPostReopen() => Told(Desk.Reopen(Id));

    public IActionResult OnPostStop() => Told(Desk.Stop(Id));

    public IActionResult OnPostWrong() => Told(Desk.Wrong(Id));

    protected override IActionResult Gone() => NotFound();

    protected override bool Load()
    {
        if (Part<Correspondence>().Open(Id) is not { } mail) return false;
        Mail = mail;
        Others = Part<LedgerReader>().OfAsker(mail.File.Entry.Asker, Id, MostOthers);
        Beside = (At(Neighbour(-1)), At(Neighbour(1)));
        Group = Waits && Tray.GroupOf(Id)?.Shown(W.Now, later: false) is { Mails.Count: > 1 } group && group.Mails.Any(m => m.Id == Id) ? group : null;
        Undoable = Mail.Sent.Any(s => s.Reply is { Kind: Core.Replies.ReplyKind.FromAuthor, Step: OutboxStep.Recorded }) && Part<Gestures>().LastOf(Id) is { Kind: GestureKind.Answer, IsUndone: false } last ? last : null;
        return true;
    }

    // The one after this; at the end of the tray, its beginning.
    protected override string Next() => At(Neighbour(1)) ?? At(Open().FirstOrDefault()) ?? (Order == "new" ? "/?order=new" : "/");

    private IActionResult Told(GestureResult done)
    {
        if (done.Id > 0) return Redirect($"/mail/{Id}?did={done.Id}");
        if (!Load()) return NotFound();
        Tell(new("Rien n'a été fait : il était trop tard, ou c'était fait déjà. Voici ce que le message est devenu.", "Nothing was done: it was too late, or done already. This is what became of the mail."));
        return Show();
    }

    // In the order of the tray; what was put off is not in it, nor is this mail.
    private List<long> Open()
    {
        var now = W.Now;
        List<long> open = [.. Tray.All.Where(m => m.Id != Id && (m.LaterAt is null || m.LaterAt <= now)).Select(m => m.Id)];
        if (Order == "new") open.Reverse();
        return open;
    }

    private long Neighbour(int direction) => (direction > 0) == (Order != "new") ? Open().Where(id => id > Id).DefaultIfEmpty().Min() : Open().Where(id => id < Id).DefaultIfEmpty().Max();

    private string? At(long mail) => mail > 0 ? $"/mail/{mail}{(Order == "new" ? "?order=new" : "")}" : null;
}
