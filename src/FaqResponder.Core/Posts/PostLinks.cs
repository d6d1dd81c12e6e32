using System.Text.RegularExpressions;

namespace FaqResponder.Core.Posts;

/// <summary>Finds posts by their address in what somebody wrote.</summary>
public static partial class PostLinks
{
    /// <summary>The posts whose address stands in a text, in the order of the text.</summary>
    public static IReadOnlyList<Post> In(string text, IReadOnlyList<Post> published)
    {
        var addresses = Addresses().Matches(text).Select(m => Bare(m.Value)).ToList();
        return addresses.Count == 0 ? [] : [.. published.Where(p => addresses.Contains(Bare(p.Url))).OrderBy(p => addresses.IndexOf(Bare(p.Url)))];
    }

    // The same page in another place, over another protocol, with a slash, with "www." or with what a newsletter adds to count its readers is the same post.
    private static string Bare(string address)
    {
        if (!Uri.TryCreate(address, UriKind.Absolute, out var uri)) return address;
        var host = uri.Host.StartsWith("www.", StringComparison.Ordinal) ? uri.Host[4..] : uri.Host;
        var query = string.Join('&', uri.Query.TrimStart('?').Split('&', StringSplitOptions.RemoveEmptyEntries).Where(q => !Counting().IsMatch(q)));
        return $"{host}{(uri.IsDefaultPort ? "" : $":{uri.Port}")}{uri.AbsolutePath.TrimEnd('/')}?{query}";
    }

    [GeneratedRegex(@"https?://[^\s<>""»]*[^\s<>.,;:!?)»""]", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses();

    [GeneratedRegex("^(utm_[a-z]+|fbclid|gclid|mc_[a-z]+)=", RegexOptions.IgnoreCase)]
    private static partial Regex Counting();
}
