using FaqResponder.ReviewPage.Access;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>A link that opens the page once.</summary>
[AllowAnonymous]
internal sealed class OpenModel : ReviewModel
{
    public async Task<IActionResult> OnGetAsync(string secret)
    {
        // Who is in already needs no link; an old one in the history does no harm then.
        if (User.Identity?.IsAuthenticated is true) return Redirect("/");
        if (!PageSignIn.IsLookedAt(Request)) return NotFound();
        if (!Part<PageAccess>().Redeem(secret)) return Redirect("/login?old=true");
        await PageSignIn.SignInAsync(HttpContext);
        return Redirect("/");
    }
}
