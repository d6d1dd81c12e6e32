using System.Reflection;
using System.Security.Cryptography;

using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace FaqResponder.ReviewPage;

/// <summary>The page's style and script, from inside the program. Their addresses hold a digest, so that a browser keeps them until a new version comes.</summary>
internal static class PageAssets
{
    private const string Prefix = "assets/";

    private static readonly Dictionary<string, Asset> All = Assembly.GetExecutingAssembly().GetManifestResourceNames()
        .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal)).ToDictionary(n => n[Prefix.Length..], Load);

    /// <summary>The address of a file.</summary>
    public static string Address(string name) => $"/assets/{All[name].Digest}/{name}";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapGet("/assets/{digest}/{name}", (string digest, string name, HttpContext context) =>
    {
        if (!All.TryGetValue(name, out var asset)) return Results.NotFound();
        if (digest == asset.Digest) context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(asset.Bytes, asset.Type);
    }).AllowAnonymous();

    private static Asset Load(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!;
        using var memory = new MemoryStream();
        stream.CopyTo(memory);
        var bytes = memory.ToArray();
        var type = Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            _ => "application/octet-stream",
        };
        return new(bytes, type, Convert.ToHexStringLower(SHA256.HashData(bytes))[..12]);
    }

    private sealed record Asset(byte[] Bytes, string Type, string Digest);
}
