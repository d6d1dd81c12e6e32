using System.Net;
using System.Reflection;

using FaqResponder.Settings;

namespace FaqResponder.Feeds;

/// <summary>Makes the one HTTP client that reads the blog.</summary>
internal static class FeedHttp
{
    /// <summary>
    /// A client without cookies that unpacks what comes compressed. It follows no redirect by itself: <see cref="WebRequests"/>
    /// does, because the handler can't be told which schemes are allowed. It has no timeout of its own either: the one of the
    /// settings spans redirects, headers and body, and is kept where they are read.
    /// </summary>
    public static HttpClient Create(PostsSettings settings)
    {
#pragma warning disable CA2000 // The client owns its handler and disposes it.
        var client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,

            // Every server knows one of these. Brotli throws other exceptions than the rest of the house when it is fed nonsense.
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
            ConnectTimeout = settings.FeedTimeout,
            MaxResponseHeadersLength = 64,

            // An address that moves to another machine is looked up again.
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };
#pragma warning restore CA2000

        // Firewalls of blog hosts refuse callers without a name.
        var version = Assembly.GetExecutingAssembly().GetName().Version?.ToString(3);
        client.DefaultRequestHeaders.UserAgent.ParseAdd($"FaqResponder/{version} (feed reader)");
        return client;
    }
}
