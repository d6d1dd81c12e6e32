using System.Security.Cryptography;
using System.Text;

namespace FaqResponder.Feeds;

/// <summary>
/// Gives posts of a feed their ids: the last word of their address, such as <c>local-domicile</c>, with a short hash of the
/// address behind it where another post has that word already.
/// </summary>
internal sealed class PostIds
{
    private const int MaxLength = 80;
    private const int HashLength = 6;

    private static readonly string[] FileEndings = [".html", ".htm", ".php", ".aspx", ".asp"];

    private readonly Dictionary<string, string> _known = [];
    private readonly HashSet<string> _taken = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="known">Ids that are given already, by address.</param>
    public PostIds(IReadOnlyDictionary<string, string> known)
    {
        foreach (var (url, id) in known)
        {
            if (WebAddress.Parse(url) is { } address) _known.TryAdd(WebAddress.Key(address), id);
            _taken.Add(id);
        }
    }

    public string Of(Uri link)
    {
        var key = WebAddress.Key(link);
        if (_known.TryGetValue(key, out var known)) return known;

        var word = Word(link);
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
        var id = word;
        for (var length = HashLength; !_taken.Add(id); length++) id = $"{word}-{hash[..length]}";
        _known.Add(key, id);
        return id;
    }

    private static string Word(Uri link)
    {
        var last = link.AbsolutePath.Split('/', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "";
        var ending = FileEndings.FirstOrDefault(end => last.EndsWith(end, StringComparison.OrdinalIgnoreCase)) ?? "";
        last = last[..^ending.Length];

        // WordPress without pretty addresses: "/?p=123".
        var word = Tidy(Uri.UnescapeDataString(last));
        if (word.Length == 0) word = Tidy(link.Query);
        return word.Length == 0 ? Tidy(link.Host) : word;
    }

    private static string Tidy(string text)
    {
        var tidy = string.Concat(text.Select(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.' ? c : '-')).Trim('-', '.');
        return tidy.Length > MaxLength ? tidy[..MaxLength] : tidy;
    }
}
