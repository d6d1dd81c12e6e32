using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Takes a gesture back, as far as nothing has gone out.</summary>
internal sealed class UndoModel : ReviewModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(long gesture)
    {
        var undone = Desk.Undo(gesture);
        if (undone is { Moved: [var mail, ..] }) return Redirect(undone.Moved.Count == 1 ? $"/mail/{mail}?undone=1" : "/");
        // Too late: the page of the mail tells what became of it.
        var story = Part<Storage.Gestures>().Find(gesture);
        return Redirect(story is { Mails: [var first] } ? $"/mail/{first}?late=1" : "/");
    }
}
