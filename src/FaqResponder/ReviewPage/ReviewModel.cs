using System.Globalization;

using FaqResponder.Core;
using FaqResponder.Review;

using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.ReviewPage;

/// <summary>What every page has at hand.</summary>
internal abstract class ReviewModel : PageModel
{
    private static readonly TimeSpan TooSoon = TimeSpan.FromMilliseconds(500);

    public PageWords W => HttpContext.RequestServices.GetRequiredService<PageWords>();

    protected T Part<T>()
        where T : class => HttpContext.RequestServices.GetRequiredService<T>();

    protected Desk Desk => Part<Desk>();

    protected TrayContents Tray => Part<Tray>().Contents;

    /// <summary>
    /// Whether a form of a page that a gesture led to comes back faster than anybody reads: it is the second half of a double click, meant for the mail before.
    /// </summary>
    protected bool IsSecondClick =>
        long.TryParse(Request.Form["Shown"], CultureInfo.InvariantCulture, out var shown) && (W.Now - DateTimeOffset.FromUnixTimeMilliseconds(shown)).Duration() < TooSoon;

    protected static Phrase SecondClick { get; } = new(
        "Rien n'a été fait : c'était la seconde moitié d'un double clic, et voici un autre message.", "Nothing was done: this was the second half of a double click, and here is another mail.");

    /// <summary>Tells above the page what could not be done.</summary>
    protected void Tell(Phrase problem) => ViewData["Problem"] = W.Say(problem);
}
