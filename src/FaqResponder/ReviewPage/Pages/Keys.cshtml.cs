using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>The keyboard shortcuts, and the switch that turns them off.</summary>
internal sealed class KeysModel : ReviewModel
{
    public IActionResult OnPost(string keys)
    {
        Response.Cookies.Append(PageFrame.KeysCookie, keys == "off" ? "off" : "on", new() { HttpOnly = true, SameSite = SameSiteMode.Lax, MaxAge = TimeSpan.FromDays(400), IsEssential = true });
        return Redirect("/keys");
    }
}
