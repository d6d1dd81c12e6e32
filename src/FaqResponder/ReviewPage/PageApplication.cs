using System.Net;
using System.Text.Encodings.Web;
using System.Text.Unicode;

using FaqResponder.ReviewPage.Access;
using FaqResponder.Settings;
using FaqResponder.Storage;

using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.HttpOverrides;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.WebEncoders;

namespace FaqResponder.ReviewPage;

/// <summary>Puts the web application together: what it may use of the service, and what every request passes through.</summary>
internal static class PageApplication
{
    private const int LargestRequest = 1_000_000;
    private const int MostConnections = 200;

    public static WebApplication Build(IServiceProvider parts, FaqSettings settings, ListenAddress listen)
    {
        // Empty: no settings file of its own, no environment, no logging but the service's.
        var builder = WebApplication.CreateEmptyBuilder(new() { ApplicationName = typeof(PageApplication).Assembly.GetName().Name });
        builder.Services.AddSingleton(parts.GetRequiredService<ILoggerFactory>());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => Listen(kestrel, listen));
        PageParts.Add(builder.Services, parts);
        AddPages(builder.Services);
        PageSignIn.Add(builder.Services, settings, listen);
        AddGuards(builder.Services, settings, listen);
        var app = builder.Build();
        Use(app, settings);
        return app;
    }

    private static void Listen(KestrelServerOptions kestrel, ListenAddress listen)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = LargestRequest;
        kestrel.Limits.MaxConcurrentConnections = MostConnections;
        // "localhost" stands for both loopback addresses, but a free port can be asked for on one only.
        if (listen is { Address: null, Port: > 0 }) kestrel.ListenLocalhost(listen.Port);
        else kestrel.Listen(listen.Address ?? IPAddress.Loopback, listen.Port);
    }

    private static void AddPages(IServiceCollection services)
    {
        services.AddRazorPages(pages => pages.RootDirectory = "/ReviewPage/Pages");
        // Without this, each accented letter is written as six characters.
        services.Configure<WebEncoderOptions>(encoder => encoder.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddHttpContextAccessor();
        services.AddScoped<PageWords>();
        services.AddScoped<PageFrame>();
        services.AddHostedService<WarmUp>();
    }

    private static void AddGuards(IServiceCollection services, FaqSettings settings, ListenAddress listen)
    {
        services.AddDataProtection().SetApplicationName("faqresponder").PersistKeysToFileSystem(PrivateFiles.Folder(Path.Combine(settings.DataFolder, "page-keys")));
        services.Configure<AntiforgeryOptions>(forgery =>
        {
            forgery.Cookie.Name = PageSignIn.CookieName(listen) + "-form";
            forgery.Cookie.HttpOnly = true;
            forgery.Cookie.SameSite = SameSiteMode.Lax;
            forgery.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
            // The page sets a stricter rule of its own.
            forgery.SuppressXFrameOptionsHeader = true;
        });
        // A page of a stranger that has its own name answered with 127.0.0.1 asks under that name (DNS rebinding).
        services.AddHostFiltering(hosts =>
        {
            hosts.AllowEmptyHosts = false;
            hosts.IncludeFailureMessage = false;
            hosts.AllowedHosts = [.. HostsOf(settings, listen)];
        });
        services.Configure<ForwardedHeadersOptions>(forwarded =>
        {
            forwarded.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
            forwarded.KnownIPNetworks.Clear();
            forwarded.KnownProxies.Clear();
            foreach (var proxy in settings.ReviewPage.TrustedProxies) forwarded.KnownProxies.Add(proxy);
        });
    }

    private static IEnumerable<string> HostsOf(FaqSettings settings, ListenAddress listen)
    {
        if (listen.IsThisMachineOnly) return ["localhost", "127.0.0.1", "[::1]", .. settings.ReviewPage.PublicAddress is { } name ? [name.Host] : Array.Empty<string>()];
        return [settings.ReviewPage.PublicAddress?.Host ?? "localhost"];
    }

    private static void Use(WebApplication app, FaqSettings settings)
    {
        if (settings.ReviewPage.TrustedProxies.Count > 0) app.UseForwardedHeaders();
        // Before the headers, since it takes back all that an answer bore before it went wrong.
        app.UseExceptionHandler("/trouble");
        app.UseMiddleware<SecurityHeaders>();
        app.UseHostFiltering();
        app.UseStatusCodePagesWithReExecute("/trouble", "?code={0}");
        app.UseRouting();
        app.UseAuthentication();
        app.UseRateLimiter();
        app.UseAuthorization();
        PageAssets.Map(app);
        app.MapRazorPages();
    }
}
