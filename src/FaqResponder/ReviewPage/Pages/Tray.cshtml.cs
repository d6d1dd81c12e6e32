using FaqResponder.Core.Deciding;
using FaqResponder.Core.Mails;
using FaqResponder.Replies;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>The waiting mails.</summary>
internal sealed class TrayModel : ReviewModel
{
    private const int OnAPage = 40;
    private const int MostNamed = 4;

    /// <summary>What is searched for, in names, addresses, subjects and questions; without regard to accents.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Q { get; set; }

    /// <summary>One kind of reason only.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Why { get; set; }

    /// <summary>"new" for the newest first.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }

    /// <summary>"later" for what was put off.</summary>
    [BindProperty(SupportsGet = true)]
    public string? In { get; set; }

    /// <summary>The page of the list, counted from one.</summary>
    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    [BindProperty]
    public string? Post { get; set; }

    /// <summary>The groups on this page of the list; most have one mail.</summary>
    public IReadOnlyList<TrayGroup> Groups { get; private set; } = [];

    public int Waiting { get; private set; }

    public int Later { get; private set; }

    public int Found { get; private set; }

    public int Pages { get; private set; } = 1;

    /// <summary>The kinds of reasons that there are, with how many mails wait for each.</summary>
    public IReadOnlyList<(string Name, int Count)> Reasons { get; private set; } = [];

    public bool InLater => In == "later";

    public Thresholds Thresholds => Part<FaqSettings>().Answering.Thresholds;

    public bool IsReady(TrayEntry mail) => Part<Tray>().IsReady(mail);

    /// <summary>
    /// Whether its suggestion can be sent from the list. Who asks several things may need several posts: the page of the mail lays them together. Where she took a reply
    /// back, that page still has the words she wrote.
    /// </summary>
    public bool CanBeSentAtOnce(TrayEntry mail) => IsReady(mail) && !mail.IsTakenBack && !mail.Asked.Contains('\n', StringComparison.Ordinal);

    /// <summary>A faint likeness to some post says nothing; the page of the mail still shows it.</summary>
    public bool IsWorthShowing(TrayEntry mail) => mail.Reason.Because is not Because.WrongAnswer && mail.Suggestion is { } best && Sureness.Of(best.Confidence, Thresholds).Class != "unlikely";

    public void OnGet() => Load();

    /// <summary>Sends the suggested post to one mail, from the list.</summary>
    public IActionResult OnPostSend(long id)
    {
        if (IsSecondClick)
        {
            Tell(SecondClick);
            Load();
            return Page();
        }

        var answered = Desk.Answer([id], Post is { } post ? [post] : [], null, ReplyComposer.Draft);
        if (answered.Result is { Id: > 0 } done) return Redirect(With("did", $"{done.Id}"));
        if (answered.Result is not null && Desk.Repeated(GestureKind.Answer, [id], Post is { } again ? [again] : [], null) is { } before) return Redirect($"{With("did", $"{before.Id}")}&again=1");
        Tell(answered.Wrong ?? Desk.NotWaiting);
        Load();
        return Page();
    }

    /// <summary>The names of who asks, as far as there is room.</summary>
    public string Askers(TrayGroup group)
    {
        var names = group.Mails.Select(m => Visible.Line(m.AskerName.Length > 0 ? m.AskerName : m.Asker, 40)).Distinct().ToList();
        var more = names.Count - MostNamed;
        return string.Join(", ", names.Take(MostNamed)) + (more > 0 ? W.Say($" et {more} de plus", $" and {more} more") : "");
    }

    /// <summary>The address of this list with one thing changed.</summary>
    public string With(string name, string? value)
    {
        var values = new Dictionary<string, string?> { ["in"] = In, ["q"] = Q, ["why"] = Why, ["order"] = Order, ["p"] = Number > 1 ? $"{Number}" : null };
        if (name is not ("p" or "did")) values["p"] = null;
        values[name] = value;
        var query = string.Join('&', values.Where(v => !string.IsNullOrEmpty(v.Value)).Select(v => $"{v.Key}={Uri.EscapeDataString(v.Value!)}"));
        return query.Length > 0 ? $"/?{query}" : "/";
    }

    private void Load()
    {
        var now = W.Now;
        var tray = Tray;
        Waiting = tray.All.Count(m => !IsOff(m));
        Later = tray.All.Count - Waiting;
        var mails = tray.All.Where(m => IsOff(m) == InLater).ToList();
        Reasons = [.. mails.GroupBy(m => W.Say(ReasonNames.Of(m.Reason))).Select(g => (g.Key, g.Count())).OrderByDescending(r => r.Item2)];
        if (!string.IsNullOrWhiteSpace(Why)) mails = [.. mails.Where(m => W.Say(ReasonNames.Of(m.Reason)) == Why)];
        if (!string.IsNullOrWhiteSpace(Q)) mails = Matching(mails, PlainWords.Fold(Q.Trim()));
        Found = mails.Count;
        var shown = mails.Select(m => m.Id).ToHashSet();
        // A group stands where the first of its mails does, be it the oldest or the newest.
        if (Order == "new") mails.Reverse();
        List<TrayGroup> groups = [.. mails.Select(m => tray.GroupOf(m.Id)!).DistinctBy(g => g.Id).Select(g => g with { Mails = [.. g.Mails.Where(m => shown.Contains(m.Id))] })];
        Pages = Math.Max(1, (groups.Count + OnAPage - 1) / OnAPage);
        Number = Math.Clamp(Number, 1, Pages);
        Groups = [.. groups.Skip((Number - 1) * OnAPage).Take(OnAPage)];

        bool IsOff(TrayEntry mail) => mail.LaterAt is { } until && until > now;
    }

    private static List<TrayEntry> Matching(List<TrayEntry> mails, string wanted)
    {
        var words = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return [.. mails.Where(m => PlainWords.Fold($"{m.AskerName} {m.Asker} {m.Subject} {m.Asked}") is var text && Array.TrueForAll(words, w => text.Contains(w, StringComparison.Ordinal)))];
    }
}
