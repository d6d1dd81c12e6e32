using FaqResponder.Core.Deciding;
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

    /// <summary>The mail that stands for the group asks what, in the mail's own words; see <see cref="MarkedText"/>.</summary>
    public string Text => Visible.Text(Mail.Reading.Text);

    protected override IReadOnlyList<long> Addressed => [Id];

    public IActionResult OnGet()
    {
        if (!Load()) return NotFound();
        if (Request.Query.ContainsKey("late")) Tell(new Core.Phrase("Trop tard pour annuler : c'est parti, ou déjà annulé. Plus bas, ce que le message est devenu.", "Too late to undo: it has gone out, or was undone already. What became of the mail stands below."));
        if (Mail.File.Entry.Reason.Because is Because.WrongAnswer) Template = ReplyComposer.Apology;
        var sent = Mail.Sent.SelectMany(s => s.Reply.PostIds).ToHashSet();
        Words = WordsWith([.. Mail.Ready.Where(p => !sent.Contains(p.Id))]);
        Posts = [.. Mail.Ready.Select(p => p.Id)];
        return Page();
    }

    public IActionResult OnPostReopen()
    {
        var done = Desk.Reopen(Id);
        return Redirect($"/mail/{Id}{(done.Id > 0 ? $"?did={done.Id}" : "")}");
    }

    public IActionResult OnPostStop()
    {
        var done = Desk.Stop(Id);
        return Redirect($"/mail/{Id}{(done.Id > 0 ? $"?did={done.Id}" : "")}");
    }

    public IActionResult OnPostWrong()
    {
        var done = Desk.Wrong(Id);
        return Redirect($"/mail/{Id}{(done.Id > 0 ? $"?did={done.Id}" : "")}");
    }

    protected override bool Load()
    {
        if (Part<Correspondence>().Open(Id) is not { } mail) return false;
        Mail = mail;
        Others = Part<LedgerReader>().OfAsker(mail.File.Entry.Asker, Id, MostOthers);
        Group = Waits && Tray.GroupOf(Id) is { Mails.Count: > 1 } group ? group : null;
        return true;
    }

    protected override string Next(GestureResult done)
    {
        var now = W.Now;
        var open = Tray.All.Where(m => !done.Moved.Contains(m.Id) && (m.LaterAt is null || m.LaterAt <= now)).Select(m => m.Id).ToList();
        if (open.Count == 0) return "/";
        var newest = Order == "new";
        var next = newest ? open.FindLast(id => id < Id) : open.Find(id => id > Id);
        return $"/mail/{(next > 0 ? next : newest ? open[^1] : open[0])}{(newest ? "?order=new" : "")}";
    }
}
