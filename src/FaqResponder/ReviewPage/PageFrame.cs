using FaqResponder.Review;
using FaqResponder.Storage;
using FaqResponder.Worker;

using Microsoft.AspNetCore.Http;

namespace FaqResponder.ReviewPage;

/// <summary>What stands around every page: where one can go, what waits, and what was just done.</summary>
internal sealed class PageFrame(IHttpContextAccessor http, Tray tray, Gestures gestures, Health health, TimeProvider clock)
{
    /// <summary>The cookie that says that single keys do nothing (WCAG 2.2, 2.1.4).</summary>
    public const string KeysCookie = "faqresponder-keys";

    private HttpRequest Request => http.HttpContext!.Request;

    public bool IsSignedIn => http.HttpContext?.User.Identity?.IsAuthenticated is true;

    public bool KeysAreOn => Request.Cookies[KeysCookie] != "off";

    /// <summary>The address of this page, to come back to.</summary>
    public string Here => Request.Path + Request.QueryString;

    /// <summary>How many mails wait and are not put off.</summary>
    public int Waiting
    {
        get
        {
            var now = clock.GetUtcNow();
            return tray.Contents.All.Count(m => m.LaterAt is null || m.LaterAt <= now);
        }
    }

    /// <summary>How much is to be looked at on the page of the service's state.</summary>
    public int Problems => health.Problems.Count;

    /// <summary>Whether a gesture led here.</summary>
    public bool IsAfterGesture => Request.Query.ContainsKey("did");

    /// <summary>Of how many mails a gesture was just undone.</summary>
    public int Undone => Counted("undone");

    /// <summary>For how many it was too late to undo it.</summary>
    public int TooLate => Counted("late");

    /// <summary>How many mails of a group had been dealt with by somebody else.</summary>
    public int Left => Counted("left");

    /// <summary>Whether it had been done before.</summary>
    public bool Again => Counted("again") > 0;

    /// <summary>The gesture that led here; <see langword="null"/> for none.</summary>
    public GestureStory? Done => IsSignedIn && long.TryParse(Request.Query["did"], System.Globalization.CultureInfo.InvariantCulture, out var id) ? gestures.Tell(id) : null;

    private int Counted(string name) => IsSignedIn && int.TryParse(Request.Query[name], System.Globalization.CultureInfo.InvariantCulture, out var count) ? count : 0;
}
