using System.Security.Claims;
using System.Threading.RateLimiting;

using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace FaqResponder.ReviewPage.Access;

/// <summary>How a browser is known: a cookie, which a one-time link or the password gives.</summary>
internal static class PageSignIn
{
    private const string StampClaim = "stamp";
    private const int MostAttempts = 10;
    private const int MostAttemptsOfAll = 60;

    private static readonly TimeSpan Within = TimeSpan.FromMinutes(5);

    /// <summary>Cookies know no ports: two services on one machine would sign each other out.</summary>
    public static string CookieName(ListenAddress listen) => listen.Port == 0 ? "faqresponder-demo" : $"faqresponder-{listen.Port}";

    public static void Add(IServiceCollection services, FaqSettings settings, ListenAddress listen)
    {
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(cookie =>
        {
            cookie.Cookie.Name = CookieName(listen);
            cookie.Cookie.HttpOnly = true;
            // Lax, since the link may be opened from a mail or a note; nothing changes by a GET.
            cookie.Cookie.SameSite = SameSiteMode.Lax;
            cookie.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            cookie.ExpireTimeSpan = settings.ReviewPage.StaySignedIn;
            cookie.SlidingExpiration = true;
            cookie.LoginPath = "/login";
            cookie.AccessDeniedPath = "/login";
            cookie.ReturnUrlParameter = "back";
            cookie.Events.OnValidatePrincipal = ValidateAsync;
            cookie.Events.OnRedirectToLogin = AskToSignIn;
        });
        services.AddAuthorizationBuilder().SetFallbackPolicy(new AuthorizationPolicyBuilder().RequireAuthenticatedUser().Build());
        services.AddRateLimiter(limits =>
        {
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.GlobalLimiter = PartitionedRateLimiter.CreateChained(
                Limited(context => context.Connection.RemoteIpAddress?.ToString() ?? "", MostAttempts), Limited(_ => "", MostAttemptsOfAll));
        });
    }

    public static Task SignInAsync(HttpContext context) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity([new(StampClaim, context.RequestServices.GetRequiredService<PageAccess>().Stamp())], CookieAuthenticationDefaults.AuthenticationScheme)),
        new() { IsPersistent = true });

    private static PartitionedRateLimiter<HttpContext> Limited(Func<HttpContext, string> who, int most) => PartitionedRateLimiter.Create<HttpContext, string>(context => IsAttempt(context)
        ? RateLimitPartition.GetFixedWindowLimiter(who(context), _ => new() { PermitLimit = most, Window = Within })
        : RateLimitPartition.GetNoLimiter("-"));

    // A picture on some other site that leads to a link is no attempt: else any site could lock her out.
    private static bool IsAttempt(HttpContext context) => (context.Request.Path.StartsWithSegments("/open", StringComparison.OrdinalIgnoreCase) && IsLookedAt(context.Request))
        || (context.Request.Path.StartsWithSegments("/login", StringComparison.OrdinalIgnoreCase) && HttpMethods.IsPost(context.Request.Method));

    /// <summary>Whether somebody looks at it, and not just a page that fetches it; browsers that don't say do (Fetch Metadata Request Headers, W3C).</summary>
    public static bool IsLookedAt(HttpRequest request) => $"{request.Headers["Sec-Fetch-Dest"]}" is "" or "document";

    // A form that comes too late holds her words: the page that tells so shows them, where another page would have lost them.
    private static Task AskToSignIn(RedirectContext<CookieAuthenticationOptions> context)
    {
        if (HttpMethods.IsPost(context.Request.Method)) context.Response.StatusCode = StatusCodes.Status401Unauthorized;
        else context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    private static async Task ValidateAsync(CookieValidatePrincipalContext context)
    {
        var access = context.HttpContext.RequestServices.GetRequiredService<PageAccess>();
        if (context.Principal?.FindFirstValue(StampClaim) == access.Stamp()) return;
        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(CookieAuthenticationDefaults.AuthenticationScheme);
    }
}
