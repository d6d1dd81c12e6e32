using FaqResponder.Review;

using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.ReviewPage;

/// <summary>What every page has at hand.</summary>
internal abstract class ReviewModel : PageModel
{
    /// <summary>The gesture that led here: it is told, and can be undone.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Did { get; set; }

    /// <summary>What could not be done; told above the page.</summary>
    public string? Problem { get; protected set; }

    public PageWords W => HttpContext.RequestServices.GetRequiredService<PageWords>();

    protected T Part<T>()
        where T : class => HttpContext.RequestServices.GetRequiredService<T>();

    protected Desk Desk => Part<Desk>();

    protected TrayContents Tray => Part<Tray>().Contents;
}
