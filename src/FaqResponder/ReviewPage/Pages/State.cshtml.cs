using FaqResponder.Core.Deciding;
using FaqResponder.Settings;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>How the service is, and the stop switch.</summary>
internal sealed class StateModel : ReviewModel
{
    public FaqSettings Settings => Part<FaqSettings>();

    public IReadOnlyList<HealthProblem> Problems { get; private set; } = [];

    public DateTimeOffset? LastLook { get; private set; }

    public string Mailbox { get; private set; } = "";

    public bool Paused { get; private set; }

    public int Posts { get; private set; }

    public DateTimeOffset? FeedAt { get; private set; }

    public int LastHour { get; private set; }

    public int LastDay { get; private set; }

    public string ModeWords => Settings.Mode switch
    {
        Mode.Watch => W.Say("note ce qu'il ferait, ne touche à rien", "notes what it would do, touches nothing"),
        Mode.Draft => W.Say("prépare des brouillons, n'envoie rien seul", "prepares drafts, sends nothing by itself"),
        Mode.Answer => W.Say("envoie ce dont il est sûr", "sends what it is sure of"),
    };

    public void OnGet()
    {
        var health = Part<Health>();
        (Problems, LastLook, Mailbox) = (health.Problems, health.LastLook, health.Mailbox);
        Paused = Part<Switches>().Paused;
        (Posts, FeedAt) = Part<PostStore>().Known();
        if (Settings.Posts.Feed is null) FeedAt = null;
        var now = W.Now;
        var automatic = Part<AutomaticAnswers>();
        (LastHour, LastDay) = (automatic.CountSince(now.AddHours(-1)), automatic.CountSince(now.AddDays(-1)));
    }

    public IActionResult OnPost(string pause)
    {
        Part<Switches>().Paused = pause == "yes";
        return Redirect("/state");
    }
}
