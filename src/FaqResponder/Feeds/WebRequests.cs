using System.Net;

namespace FaqResponder.Feeds;

/// <summary>Why redirects were not followed to their end.</summary>
internal enum RedirectRefusal
{
    /// <summary>They were.</summary>
    None,

    /// <summary>There was no end to them.</summary>
    TooMany,

    /// <summary>One leads out of the web: to a file, to FTP.</summary>
    NotTheWeb,

    /// <summary>One leads from https to http, where anybody on the way could change the posts.</summary>
    Unprotected,
}

/// <summary>The last answer of a row of redirects.</summary>
/// <param name="Response">The answer.</param>
/// <param name="Address">Where it came from; for a refusal, where it would have led.</param>
/// <param name="Refusal">Whether and why it stopped before the end.</param>
internal sealed record WebAnswer(HttpResponseMessage Response, string Address, RedirectRefusal Refusal) : IDisposable
{
    public void Dispose() => Response.Dispose();
}

/// <summary>Sends requests and follows redirects, as far as that is safe.</summary>
internal sealed class WebRequests(HttpClient http)
{
    private const int MaxRedirects = 5;

    /// <summary>Sends a request; the body of the answer is not read yet.</summary>
    /// <param name="method">GET or HEAD.</param>
    /// <param name="address">An address of the web.</param>
    /// <param name="addHeaders">Adds the headers of each request.</param>
    /// <param name="token">Ends it.</param>
    public async Task<WebAnswer> SendAsync(HttpMethod method, Uri address, Action<HttpRequestMessage> addHeaders, CancellationToken token)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, address);
            addHeaders(request);
            var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, token);
            if (Target(response) is not { } target) return new WebAnswer(response, address.AbsoluteUri, RedirectRefusal.None);

            var refusal = redirects >= MaxRedirects ? RedirectRefusal.TooMany : Judge(target, address, out address);
            if (refusal != RedirectRefusal.None) return new WebAnswer(response, target, refusal);
            response.Dispose();
        }
    }

    private static RedirectRefusal Judge(string target, Uri from, out Uri address)
    {
        address = from;
        if (WebAddress.Parse(target, from) is not { } next) return RedirectRefusal.NotTheWeb;
        if (from.Scheme == Uri.UriSchemeHttps && next.Scheme != Uri.UriSchemeHttps) return RedirectRefusal.Unprotected;
        address = next;
        return RedirectRefusal.None;
    }

    private static string? Target(HttpResponseMessage response) =>
        response.StatusCode is HttpStatusCode.Moved or HttpStatusCode.Found or HttpStatusCode.SeeOther
            or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect
        && response.Headers.NonValidated.TryGetValues("Location", out var values)
            ? values.ToString()
            : null;
}
