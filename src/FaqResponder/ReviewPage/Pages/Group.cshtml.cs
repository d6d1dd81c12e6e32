using FaqResponder.Review;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Mails that ask the same thing, to be answered with one gesture: each gets a reply of its own.</summary>
internal sealed class GroupModel : AnsweringModel
{
    private const int MostAtOnce = 50;

    [BindProperty(SupportsGet = true)]
    public long Id { get; set; }

    /// <summary>"later" for those that were put off.</summary>
    [BindProperty(SupportsGet = true)]
    public string? In { get; set; }

    /// <summary>The mails that are ticked.</summary>
    [BindProperty]
    public List<long> Mails { get; set; } = [];

    /// <summary>The group; <see langword="null"/> when none of it waits any more.</summary>
    public TrayGroup? Group { get; private set; }

    /// <summary>How many there are besides those that are shown.</summary>
    public int More { get; private set; }

    public override string Kept => base.Kept + (In == "later" ? "&in=later" : "");

    protected override IReadOnlyList<long> Addressed => Mails;

    public IActionResult OnGet()
    {
        if (!Load()) return Redirect("/");
        if (Group!.Mails is [var one]) return Redirect($"/mail/{one.Id}");
        Mails = [.. Group.Mails.Select(m => m.Id).Where(Group.Alike.Contains)];
        Begun = WordsWith(Mail.Ready);
        Words = Mail.TakenBack ?? Begun;
        return Page();
    }

    // A group is named by its oldest mail, and goes on under another name when that one leaves.
    protected override bool Load()
    {
        var group = Mails.Prepend(Id).Select(m => Tray.GroupOf(m)?.Shown(W.Now, In == "later")).FirstOrDefault(g => g?.Mails.Count > 0);
        if (group is null || Part<Correspondence>().Open(group.Head.Id) is not { } mail) return false;
        (Group, Mail) = (group with { Mails = [.. group.Mails.OrderByDescending(m => group.Alike.Contains(m.Id)).Take(MostAtOnce)] }, mail);
        More = group.Mails.Count - Group.Mails.Count;
        return true;
    }

    protected override IActionResult Gone() => Show();

    protected override string Next() => In == "later" ? "/?in=later" : Order == "new" ? "/?order=new" : "/";
}
