using Microsoft.AspNetCore.Http;

namespace FaqResponder.ReviewPage;

/// <summary>What every answer tells the browser it may do: show what comes from here, and nothing else.</summary>
internal sealed class SecurityHeaders(RequestDelegate next)
{
    /// <summary>Content Security Policy, level 3: no inline script or style, nothing from elsewhere, in no other page's frame.</summary>
    private const string Policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public Task InvokeAsync(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=()";
        // Mail in a browser's cache can be read after signing out.
        headers.CacheControl = "no-store";
        return next(context);
    }
}
