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
        var before = Part<Gestures>().Find(gesture)?.Mails ?? [];
        // Pressed twice, it was undone by the first.
        var back = undone?.Moved ?? [.. before.Where(m => Tray.GroupOf(m) is not null)];
        var late = undone?.Stale ?? [.. before.Except(back)];
        List<long> all = [.. back, .. late];
        return Redirect($"{(all is [var one] ? $"/mail/{one}" : "/")}?undone={back.Count}&late={late.Count}");
    }
}
