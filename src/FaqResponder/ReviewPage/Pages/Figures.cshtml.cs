using System.Text;

using FaqResponder.Core;
using FaqResponder.Review;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>How it goes: what became of the mails, what it saved, and what to write next.</summary>
internal sealed class FiguresModel : ReviewModel
{
    private const int MostPosts = 15;
    private const int MostGaps = 10;
    private const int MostLinks = 6;

    /// <summary>The period, in weeks.</summary>
    [BindProperty(SupportsGet = true, Name = "weeks")]
    public string? Chosen { get; set; }

    public FiguresPeriod Period { get; private set; } = null!;

    /// <summary>The posts that were sent most, with their titles.</summary>
    public IReadOnlyList<(PostUse Use, string Title)> Posts { get; private set; } = [];

    /// <summary>How many other posts were sent.</summary>
    public int OtherPosts { get; private set; }

    public GapList Gaps { get; private set; } = null!;

    public IReadOnlyList<Gap> Next => [.. Gaps.All.Take(MostGaps)];

    public int Weeks => FiguresPeriod.All.FirstOrDefault(p => $"{p}" == Chosen, FiguresPeriod.Usual);

    public void OnGet()
    {
        var figures = Part<Figures>();
        var weeks = Part<Weeks>().Last(Weeks);
        var since = weeks[0].Begins;
        Period = new(weeks, figures.Wrong(since, DateTimeOffset.MaxValue));
        var posts = Period.Posts;
        OtherPosts = Math.Max(0, posts.Count - MostPosts);
        var titles = figures.Titles([.. posts.Take(MostPosts).Select(p => p.PostId)]);
        Posts = [.. posts.Take(MostPosts).Select(p => (p, titles.GetValueOrDefault(p.PostId, p.PostId)))];
        Gaps = Part<Gaps>().Since(since);
    }

    /// <summary>The beginning of the post that a gap asks for, to be saved as a file; the list again where the gap is none any more.</summary>
    public IActionResult OnGetDraft(long id)
    {
        var since = Part<Weeks>().Last(Weeks)[0].Begins;
        if (Part<Gaps>().Since(since).Of(id) is not { } gap) return RedirectToPage(new { weeks = Weeks });
        var draft = Part<GapDrafts>().Of(gap);
        var language = Part<FaqSettings>().Language;
        return File(Encoding.UTF8.GetBytes(draft.Post.Write(language)), "text/markdown; charset=utf-8", draft.FileName(language));
    }

    /// <summary>A period in words.</summary>
    public static Phrase Name(int weeks) => weeks == 52 ? new("un an", "a year") : new($"{weeks} semaines", $"{weeks} weeks");

    /// <summary>The mails of a gap that are named, and how many are not.</summary>
    public static (IReadOnlyList<UnansweredMail> Named, int Others) Split(Gap gap) => ([.. gap.Mails.Take(MostLinks)], Math.Max(0, gap.Mails.Count - MostLinks));

    /// <summary>"40 min", "2 h 15 min", "120 h": the longer, the rounder.</summary>
    public string HoursAndMinutes(TimeSpan time) => time.TotalHours switch
    {
        >= 10 => $"{W.Number((long)time.TotalHours)} h",
        >= 1 => $"{(int)time.TotalHours} h {time.Minutes:00} min",
        _ => $"{time.Minutes} min",
    };
}
