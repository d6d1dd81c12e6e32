using FaqResponder.Core;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Switches the language of the page, for this browser.</summary>
[AllowAnonymous]
internal sealed class LanguageModel : ReviewModel
{
    public IActionResult OnGet() => Redirect("/");

    public IActionResult OnPost(string language, string? back)
    {
        if (LanguageCodes.Parse(language) is { } wanted) Response.Cookies.Append(PageWords.Cookie, wanted.Code(), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(400), IsEssential = true });
        return Url.IsLocalUrl(back) ? Redirect(back) : Redirect("/");
    }
}
