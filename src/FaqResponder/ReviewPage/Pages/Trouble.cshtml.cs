using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>What is shown where a page can't be. Reached by whatever method the request came with, so no anti-forgery token is asked for: nothing is done here.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
internal sealed class TroubleModel : ReviewModel
{
    public int Code { get; private set; }

    /// <summary>The reply that she had written, where it was not taken.</summary>
    public string? Words { get; private set; }

    public void OnGet() => Read();

    public void OnPost()
    {
        Read();
        if (Code is StatusCodes.Status400BadRequest or StatusCodes.Status401Unauthorized && Request.HasFormContentType) Words = Request.Form["Words"];
    }

    private void Read()
    {
        Code = int.TryParse(Request.Query["code"], System.Globalization.CultureInfo.InvariantCulture, out var code) ? code : StatusCodes.Status500InternalServerError;
        if (HttpContext.Features.Get<IExceptionHandlerFeature>()?.Error is not { } fault) return;
        var where = $"{fault.GetType().Name} {fault.StackTrace?.Split('\n')[0].Trim()}";
        // Its words may cite a mail; where it happened doesn't.
        Part<Worker.Journal>().Error(new($"page de relecture : {where}", $"review page: {where}"));
    }
}
