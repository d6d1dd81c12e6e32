using FaqResponder.Review;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Mails that ask the same thing, to be answered with one gesture: each gets a reply of its own.</summary>
internal sealed class GroupModel : AnsweringModel
{
    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>The mails that are ticked.</summary>
    [BindProperty]
    public List<long> Mails { get; set; } = [];

    public TrayGroup Group { get; private set; } = null!;

    protected override IReadOnlyList<long> Addressed => Mails;

    public IActionResult OnGet()
    {
        if (!Load()) return Redirect("/");
        Mails = [.. Group.Mails.Select(m => m.Id).Where(Group.Alike.Contains)];
        Words = WordsWith(Mail.Ready);
        return Page();
    }

    protected override bool Load()
    {
        if (Tray.GroupOf(Id) is not { } group || Part<Correspondence>().Open(group.Head.Id) is not { } mail) return false;
        var now = W.Now;
        Group = group with { Mails = [.. group.Mails.Where(m => m.LaterAt is null || m.LaterAt <= now)] };
        Mail = mail;
        return Group.Mails.Count > 0;
    }

    protected override string Next(GestureResult done) => Order == "new" ? "/?order=new" : "/";
}
