using FaqResponder.ReviewPage.Access;
using FaqResponder.Settings;

using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace FaqResponder.ReviewPage.Pages;

/// <summary>Where a browser that isn't known is told how to get in: with the password, if there is one, or with a link.</summary>
[AllowAnonymous]
internal sealed class LoginModel : ReviewModel
{
    /// <summary>Whether she comes from a link that is used up or too old.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Old { get; set; }

    /// <summary>Where she wanted to go.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Back { get; set; }

    [BindProperty]
    public string? Password { get; set; }

    public bool HasPassword => System.IO.File.Exists(Part<FaqSettings>().ReviewPage.PasswordFile);

    public IActionResult OnGet() => User.Identity?.IsAuthenticated is true ? Redirect("/") : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (HasPassword && PasswordHash.Fits(await System.IO.File.ReadAllTextAsync(Part<FaqSettings>().ReviewPage.PasswordFile, HttpContext.RequestAborted), Password ?? ""))
        {
            await PageSignIn.SignInAsync(HttpContext);
            return Url.IsLocalUrl(Back) ? Redirect(Back!) : Redirect("/");
        }

        Tell(new("Ce n'est pas le mot de passe.", "This is not the password."));
        return Page();
    }
}
