using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Takes a gesture back, as far as nothing has gone out.</summary>
internal sealed class UndoModel : ReviewModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(long gesture)
    {
        var undone = Desk.Undo(gesture);
        var back = undone?.Moved ?? [];
        var late = undone?.Stale ?? Part<Gestures>().Find(gesture)?.Mails ?? [];
        List<long> all = [.. back, .. late];
        return Redirect($"{(all is [var one] ? $"/mail/{one}" : "/")}?undone={back.Count}&late={late.Count}");
    }
}
