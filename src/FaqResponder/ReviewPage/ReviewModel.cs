using FaqResponder.Core;
using FaqResponder.Review;

using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.ReviewPage;

/// <summary>What every page has at hand.</summary>
internal abstract class ReviewModel : PageModel
{
    public PageWords W => HttpContext.RequestServices.GetRequiredService<PageWords>();

    protected T Part<T>()
        where T : class => HttpContext.RequestServices.GetRequiredService<T>();

    protected Desk Desk => Part<Desk>();

    protected TrayContents Tray => Part<Tray>().Contents;

    /// <summary>Tells above the page what could not be done.</summary>
    protected void Tell(Phrase problem) => ViewData["Problem"] = W.Say(problem);
}
